// Observation: beside the headline stand the day of publication and the day of the last change, in any order, in one line
// or two, each behind its word.
// Idea: a day belongs to the nearest label before it; one without a label is the day of publication.
// Known failure: a label that stands behind its day and before another.
using System.Text.RegularExpressions;

namespace NewsArchive.Notation;

internal enum DateLabel { None, Published, Updated }

/// <summary>The words before a day that say which day it is, in the languages whose pages are read most.</summary>
internal static partial class DateLabels
{
    /// <summary>Every day with its year in the text, with its label.</summary>
    public static List<(DateMatch Match, DateLabel Label)> FindAll(string text) =>
        DatePattern.FindAll(text).Where(m => m.YearGiven).Select(m => (m, Of(text, m))).ToList();

    public static DateLabel Of(string text, DateMatch match) =>
        Last(text[..match.Start]) is var before and not DateLabel.None ? before
            : UpdatedAfter().IsMatch(text.AsSpan(match.Start + match.Length)) ? DateLabel.Updated : DateLabel.None;

    /// <summary>The last label in a text.</summary>
    public static DateLabel Last(string text)
    {
        var label = DateLabel.None;
        var at = -1;
        foreach (Match m in Updated().Matches(text)) (label, at) = (DateLabel.Updated, m.Index);
        foreach (Match m in Published().Matches(text))
            if (m.Index > at) (label, at) = (DateLabel.Published, m.Index);
        return label;
    }

    /// <summary>A text without its labels.</summary>
    public static string Without(string text) => Published().Replace(Updated().Replace(text, ""), "");

    [GeneratedRegex(@"\b(?:updated|modified|amended|edited|revised|aktualisiert|geändert|stand(?=\s*:)|mis\s+à\s+jour|mise\s+à\s+jour"
        + @"|modifié|actualizad[oa]|modificad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt|gewijzigd|laatste\s+update"
        + @"|обновлен[оа]?|изменено|оновлено|aktualizacja|zaktualizowano|uppdaterad|oppdatert|opdateret|päivitetty"
        + @"|actualizat|güncelle(?:me|ndi)|frissítve|aktualizov[aá]no|ažurirano|diperbarui|cập\s+nhật|ενημέρωση"
        + @"|ενημερώθηκε|обновена|ažurirano)\b|更新|수정|تحديث|अपडेट", RegexOptions.IgnoreCase)]
    private static partial Regex Updated();

    [GeneratedRegex(@"\b(?:published|posted|created|first\s+issued|released|veröffentlicht|erstellt|publié|publicad[oa]"
        + @"|pubblicat[oa]|gepubliceerd|geplaatst|опубликован[оа]?|опубліковано|opublikowano|publikacja|publicerad"
        + @"|publisert|publiceret|julkaistu|publicat|yayınlan(?:ma|dı)|giriş|megjelent|közzétéve|zveřejněno"
        + @"|publikováno|objavljeno|diterbitkan|đăng|δημοσίευση|δημοσιεύθηκε|публикувана)\b|公開|発行|掲載|配信|发布|發布"
        + @"|입력|등록|نشر|प्रकाशित", RegexOptions.IgnoreCase)]
    private static partial Regex Published();

    /// <summary>“4 March 2024 (updated)”.</summary>
    [GeneratedRegex(@"^\W{0,3}(?:updated|aktualisiert|mis\s+à\s+jour|actualizado)\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex UpdatedAfter();
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Lines;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Metadata;

/// <summary>The place, day and agency that open a lede: “MOSCOW, Feb 12 (Reuters) –”.</summary>
/// <param name="Text">The dateline as written.</param>
/// <param name="Agency">The agency in it, or null.</param>
/// <param name="Date">The day in it, or null; year 1 where it has none.</param>
public sealed record Dateline(Inferred<string> Text, string? Agency, DateMatch? Date);

internal static partial class DatelineInference
{
    /// <summary>Datelines stand in the first paragraphs or nowhere.</summary>
    public const int Paragraphs = 2;

    public static Dateline Infer(ImmutableArray<ClassifiedLine> lines, ImmutableArray<Paragraph> reading)
    {
        foreach (var paragraph in reading.Where(p => p.Kind == LineKind.Body).Take(Paragraphs))
            if (Match(paragraph.Text) is { } m)
            {
                var text = m.Value.Trim(' ', '-', '–', '—', ':', '\u00A0');
                return new(
                    Inferred.Found(text, paragraph.Line, "opens the lede"),
                    m.Groups["agency"] is { Success: true } agency ? agency.Value.Trim() : null,
                    DatePattern.FindAll(text) is [var date, ..] ? date : null);
            }
        return new(Inferred.Absent<string>("no dateline opens the lede"), null, null);
    }

    public static string WithoutDateline(string lede) => Match(lede) is { } m ? lede[m.Length..] : lede;

    private static Match? Match(string text) => Form().Match(text) is { Success: true } m ? m : null;

    private const string Place = @"\p{Lu}[\p{Lu}.'’-]+(?:[\s/]\p{Lu}[\p{Lu}.'’-]+){0,3}";

    /// <summary>
    /// Capitals, then perhaps a region, a day and an agency, then a dash or colon; or a mixed-case place where an
    /// agency follows.
    /// </summary>
    [GeneratedRegex(@"^(?:" + Place
        + @"(?:,\s*[\p{L}.\s]{2,25}?)?(?:,\s*(?:\w{3,9}\.?\s+\d{1,2}"
        + @"|\d{1,2}\s+\w{3,9}\.?)(?:,?\s+\d{4})?)?(?:\s*[([](?<agency>[\p{L}][\p{L}\s&./-]{1,30})[)\]])?\s*(?:--?|–|—"
        + @"|:)\s*|\p{Lu}[\p{L}\s.'’-]{1,30}(?:,\s*[\p{L}\s.]{2,25})?(?:,\s*(?:\w{3,9}\.?\s+\d{1,2}"
        + @"|\d{1,2}\s+\w{3,9}\.?)(?:,?\s+\d{4})?)?\s*[([](?<agency>[\p{Lu}][\p{L}\s&./-]{1,30})[)\]]\s*(?:--?|–|—"
        + @"|:)\s*|[([](?<agency>" + Agencies.DatelinePattern + @")[)\]]\s*(?:--?|–|—|:)?\s*)(?=\S)")]
    private static partial Regex Form();
}

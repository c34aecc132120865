using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive.Eval;

internal static class LanguageMeasures
{
    /// <summary>
    /// Languages told from single sentences: right among those told, and told at all. The half that letters were not
    /// learned from.
    /// </summary>
    public static IEnumerable<Score> Sentences()
    {
        int all = 0, told = 0, right = 0, index = 0;
        foreach (var item in DataSets.Lines("language/sentences.jsonl.gz"))
        {
            if (LetterTraining.IsForTraining(index++)) continue;
            all++;
            var language = LanguageInference.Infer(DeclaredFields.None,
                [new ClassifiedLine(1, LineKind.Body, item.GetProperty("text").GetString()!, "", 1, 0)]);
            if (!language.IsKnown) continue;
            told++;
            if (language.Value == item.GetProperty("lang").GetString()) right++;
        }
        yield return new("language.held-out-sentences.right-of-told", (double)right / told, $"{right} of {told}");
        yield return new("language.held-out-sentences.right-of-all", (double)right / all,
            $"{right} of {all}, 75 languages");
    }
}

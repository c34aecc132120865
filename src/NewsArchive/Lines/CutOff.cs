// Observation: many saved texts end where the page asked for a subscription, or are one page of several; a reader who
// does not know it takes half an article for the whole.
// Idea: what the page says right below the text, in the words that such pages use.
// Known failure: pages that break off without a word.
namespace NewsArchive.Lines;

public enum CutOffReason { Paywall, NextPage }

/// <summary>Where a page says that its text goes on elsewhere.</summary>
/// <param name="Line">1-based line that says so.</param>
public sealed record CutOff(int Line, CutOffReason Reason)
{
    private static readonly PhraseList Phrases = PhraseList.Load("cut-off");

    /// <summary>Lines below the text in which a page says so.</summary>
    private const int Reach = 12;

    /// <summary>Words of such a line at most.</summary>
    private const int LongestLine = 60;

    /// <param name="normalised">A line after <see cref="PhraseList.Normalise"/>.</param>
    /// <param name="includeAnywhere">False for a sentence that may be the article's.</param>
    internal static bool Says(string normalised, bool includeAnywhere) =>
        Phrases.Match(normalised, includeAnywhere) is not null;

    /// <summary>Null where nothing says that the text goes on.</summary>
    public static CutOff? Of(IReadOnlyList<ClassifiedLine> lines)
    {
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Kind.IsReading()) last = i;
        if (last < 0) return null;
        foreach (var line in lines.Skip(last + 1).Where(l => l.Kind != LineKind.Blank).Take(Reach))
            if (LineFeatures.Of(line.Text).Words <= LongestLine
                && Phrases.Match(PhraseList.Normalise(line.Text)) is { } rule)
                return new(line.Number, rule == "paywall" ? CutOffReason.Paywall : CutOffReason.NextPage);
        return null;
    }
}

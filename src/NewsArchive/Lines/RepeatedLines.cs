// Observation: the pages of one site carry the same lines (menus, nags, the house about itself), always together; a
// sentence that many articles happen to share (“The company gave no details.”) recurs alone.
// Idea: a line is the site's where it stands in several documents that also share other lines with each other, but not
// their text: documents whose text is mostly the same are copies or versions, and what they share is the article.
// Known failure: background paragraphs that a house pastes into every report of a long story.
using System.Collections.Frozen;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Lines;

/// <summary>The lines of one document that recur in others.</summary>
/// <param name="Documents">By line, 1-based: how many of the documents read lately have it.</param>
/// <param name="SameText">
/// How many documents, under different headlines, have these same few words as their whole text; 0 for a text of its
/// own. Such words hold the place of a text that is not there.
/// </param>
public sealed record RepeatedLines(FrozenDictionary<int, int> Documents, int SameText = 0)
{
    public static readonly RepeatedLines None = new(FrozenDictionary<int, int>.Empty);

    /// <returns>0 where the paragraph, or a line of it, is the document's own.</returns>
    internal int Of(Block block)
    {
        var fewest = int.MaxValue;
        for (var line = block.First; line <= block.Last; line++)
            fewest = Math.Min(fewest, Documents.GetValueOrDefault(line));
        return fewest;
    }
}

/// <summary>“Blah blah blah” as the text of hundreds of articles is none, nor is “******”.</summary>
internal static class PlaceholderRule
{
    public static void Apply(List<Block> blocks, RepeatedLines repeated)
    {
        var texts = blocks.FindAll(b => b.Kind is null || b.Kind.Value.IsReading());
        var why = repeated.SameText > 0 ? $"the same few words stand for {repeated.SameText} articles"
            : texts.TrueForAll(b => !b.Text.Any(char.IsLetterOrDigit)) ? "signs without a word" : null;
        if (why is null) return;
        foreach (var block in texts) block.Is(LineKind.Boilerplate, "no text: " + why, 0.9);
    }
}

internal static class RepeatedLinesRule
{
    private const string Shared = "documents that share other lines, but not their text";

    public static bool Claimed(Block block) => block.Rule.EndsWith(Shared, StringComparison.Ordinal);

    /// <summary>Names stand in every article of their author.</summary>
    public static void Apply(List<Block> blocks, RepeatedLines repeated)
    {
        if (repeated.Documents.Count == 0) return;
        foreach (var block in blocks.Where(b => b.IsOpen))
            if (repeated.Of(block) is > 0 and var documents && BylineForm.NamesOnly(block.Text) is null)
                block.Is(LineKind.Boilerplate,
                    $"stands in {documents} {Shared}", 0.85);
    }
}

/// <summary>
/// Learns, while documents are read one batch after another, which lines recur. Not for several threads.
/// </summary>
internal sealed class RepeatedLinesLearning
{
    /// <summary>Documents that are remembered, to bound memory.</summary>
    private const int Window = 4096;

    /// <summary>Documents that must share a short line, or a sentence.</summary>
    private const int FewestDocuments = 4, FewestWithProse = 8;

    /// <summary>Lines, itself included, that most of the documents with a line must share.</summary>
    private const int FewestTogether = 4;

    /// <summary>The share of documents that “most” means.</summary>
    private const double Most = 0.8;

    /// <summary>Share of the running text from which on documents are copies of each other.</summary>
    private const double CopiedText = 0.5;

    /// <summary>Documents with a line that are looked at.</summary>
    private const int Sample = 24;

    private const int LongestLine = 400;

    private sealed record Line(long Hash, int Number, int ProseWords);

    /// <summary>Words that a placeholder has at most, and different headlines that it must stand under.</summary>
    private const int LongestPlaceholder = 8, FewestHeadlines = 8;

    /// <summary>Short texts that are remembered, to bound memory.</summary>
    private const int MostShortTexts = 50_000;

    private readonly Dictionary<long, HashSet<long>> headlinesOf = [];
    private readonly Dictionary<int, List<Line>> documents = [];
    private readonly Dictionary<long, List<int>> seenIn = [];
    private int next;

    /// <returns>For each document, in order, its repeated lines.</returns>
    public IReadOnlyList<RepeatedLines> Learn(IReadOnlyList<RawDocument> batch)
    {
        var first = next;
        foreach (var document in batch) Add(Cut(document.Text));
        foreach (var document in batch) AddShort(document);
        Dictionary<long, int> decided = [];
        return [.. batch.Select((document, i) =>
            Of(documents[first + i], decided) is var lines && HeadlinesWith(document) is >= FewestHeadlines and var same
                ? lines with { SameText = same } : lines)];
    }

    /// <summary>The words of a short text that was stated apart from its headline; figures always say something.</summary>
    private static long? ShortText(RawDocument document)
    {
        if (!document.IsDeclaredText || document.Text.Length > LongestLine || document.Text.Any(char.IsDigit)) return null;
        var words = Words.Folded(document.Text);
        return words.Count is > 0 and <= LongestPlaceholder ? Hashes.LongOf(string.Join(' ', words)) : null;
    }

    private void AddShort(RawDocument document)
    {
        if (ShortText(document) is not { } text || document.Declared.Headline is not { Length: > 0 } headline) return;
        if (headlinesOf.Count > MostShortTexts) headlinesOf.Clear();
        if (!headlinesOf.TryGetValue(text, out var headlines)) headlinesOf[text] = headlines = [];
        if (headlines.Count <= MostShortTexts) headlines.Add(Hashes.LongOf(headline));
    }

    private int HeadlinesWith(RawDocument document) =>
        ShortText(document) is { } text && headlinesOf.TryGetValue(text, out var headlines) ? headlines.Count : 0;

    private RepeatedLines Of(List<Line> lines, Dictionary<long, int> decided)
    {
        Dictionary<int, int> found = [];
        foreach (var line in lines)
        {
            if (!decided.TryGetValue(line.Hash, out var count)) decided[line.Hash] = count = Decide(line);
            if (count > 0) found[line.Number] = count;
        }
        return found.Count == 0 ? RepeatedLines.None : new(found.ToFrozenDictionary());
    }

    private int Decide(Line line)
    {
        var with = seenIn[line.Hash];
        if (with.Count < (line.ProseWords > 0 ? FewestWithProse : FewestDocuments)) return 0;
        var sample = with.TakeLast(Sample).Select(id => documents[id]).ToList();
        Dictionary<long, (int Documents, int ProseWords)> shared = [];
        foreach (var other in sample.SelectMany(d => d.DistinctBy(l => l.Hash)))
            shared[other.Hash] = (shared.GetValueOrDefault(other.Hash).Documents + 1, other.ProseWords);
        var together = shared.Values.Where(s => s.Documents >= Most * sample.Count).ToList();
        if (together.Count < FewestTogether) return 0;
        var prose = sample.Average(d => d.Sum(l => l.ProseWords));
        return together.Sum(s => s.ProseWords) > CopiedText * prose ? 0 : with.Count;
    }

    private void Add(List<Line> lines)
    {
        documents[next] = lines;
        foreach (var hash in lines.Select(l => l.Hash).Distinct())
        {
            if (!seenIn.TryGetValue(hash, out var ids)) seenIn[hash] = ids = [];
            ids.Add(next);
        }
        next++;
        if (!documents.Remove(next - 1 - Window, out var oldest)) return;
        foreach (var hash in oldest.Select(l => l.Hash).Distinct())
            if (seenIn[hash] is { Count: > 1 } ids) ids.RemoveAt(0);
            else seenIn.Remove(hash);
    }

    private static List<Line> Cut(string text)
    {
        List<Line> lines = [];
        var split = RepairedText.SplitLines(text);
        // In wrapped text a line is a piece of a sentence, and wire copy carries no page around it.
        if (BlockLayout.IsWrapped(split)) return lines;
        for (var i = 0; i < split.Length; i++)
        {
            var normal = PhraseList.Normalise(split[i].Length <= LongestLine ? split[i] : split[i][..LongestLine]);
            if (normal.Length == 0) continue;
            var features = LineFeatures.Of(split[i]);
            lines.Add(new(Hashes.LongOf(normal), i + 1, features.IsProse ? features.Words : 0));
        }
        return lines;
    }
}

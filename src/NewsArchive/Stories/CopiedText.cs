// Observation: a reprint keeps runs of words, whatever it cuts, adds or calls itself. So does tomorrow's report to the
// same form (rates, dividends, weather); but that has figures and names of its own.
// Idea: runs of five words as hashes. The smallest few hashes of a text find candidates (two texts that share much
// share some of their smallest). The share of the shorter text's runs that the longer one has too decides, where its
// figures and names are there as well.
// Known failure: a text rewritten word by word is no copy to it, though an editor would call it one; nor is a short one
// in which a figure was corrected.
using System.Collections.Immutable;
using NewsArchive.Metadata;
using NewsArchive.Text;

namespace NewsArchive.Stories;

/// <summary>What texts are compared by; hashes, sorted, each once.</summary>
/// <param name="Shingles">Of five words, of headline and body.</param>
/// <param name="Figures">Numbers in figures and words, of headline and body.</param>
/// <param name="Names">Words that begin with a capital inside a sentence of the body.</param>
/// <param name="Headline">Words of three letters and more.</param>
/// <param name="All">Every word and figure.</param>
/// <param name="HasBody">False where the body is too short to say much without its headline.</param>
public sealed record ComparedText(int[] Shingles, int[] Figures, int[] Names, int[] Headline, int[] All, bool HasBody)
{
    private const int ShingleWords = 5, ShortestHeadlineWord = 3;

    /// <summary>Fewer runs than this are too few to call one text a copy of another.</summary>
    internal const int FewestShingles = 12;

    /// <summary>Without the dateline, which every paper and day writes its own way.</summary>
    public static ComparedText Of(string? headline, string body)
    {
        body = DatelineInference.WithoutDateline(body);
        HashSet<int> figures = [], names = [], all = [];
        var inHeadline = Read(headline ?? "", figures, [], all);
        var inBody = Read(body, figures, names, all);
        return new(
            ShinglesOf([.. inHeadline.Select(w => w.Hash), .. inBody.Select(w => w.Hash)]), Sorted(figures),
            Sorted(names),
            Sorted(inHeadline.Where(w => w.Length >= ShortestHeadlineWord).Select(w => w.Hash).ToHashSet()),
            Sorted(all), inBody.Count - ShingleWords + 1 >= FewestShingles);
    }

    /// <summary>Hashes of the runs of five words of a text, sorted, each once.</summary>
    public static int[] ShinglesOf(string text) => ShinglesOf([.. Words.Tokenise(text).Select(w => HashOf(w.Text))]);

    private static List<(int Hash, int Length)> Read(
        string text, HashSet<int> figures, HashSet<int> names, HashSet<int> all)
    {
        var words = Words.Tokenise(text);
        List<(int, int)> found = new(words.Count);
        var end = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var (start, word) = words[i];
            var hash = HashOf(word);
            found.Add((hash, word.Length));
            all.Add(hash);
            var gap = text.AsSpan(end, start - end);
            var begins = i == 0 || gap.IndexOfAny('.', '!', '?') >= 0 || gap.Count('\n') > 1;
            end = start + word.Length;
            if (char.IsDigit(word[0]))
            {
                // “6-1/16” and “1,250.5” are one figure each.
                if (i > 0 && char.IsDigit(words[i - 1].Text[0]) && gap.Length == 1) continue;
                var last = i;
                while (last + 1 < words.Count
                    && words[last + 1].Start == words[last].Start + words[last].Text.Length + 1
                    && char.IsDigit(words[last + 1].Text[0])) last++;
                var figure = (int)Hashes.Of(text.AsSpan(start, words[last].Start + words[last].Text.Length - start));
                figures.Add(figure);
                all.Add(figure);
            }
            else if (Stories.Figures.IsNumberWord(word)) figures.Add(hash);
            else if (!begins && char.IsUpper(word[0])) names.Add(hash);
        }
        return found;
    }

    private static int HashOf(string word) => (int)Hashes.Of(Words.Fold(word));

    private static int[] ShinglesOf(int[] words) =>
        Sorted(Text.Shingles.Of(words, ShingleWords, shingle => Hashes.OfSequence(shingle)));

    private static int[] Sorted(HashSet<int> hashes)
    {
        var sorted = hashes.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}

/// <summary>Which texts are copies of each other, whole or in large part.</summary>
public static class CopiedText
{
    /// <summary>
    /// Smallest hashes kept of a text. Two texts that share a quarter of their runs share one of 8 in nine of ten
    /// cases.
    /// </summary>
    private const int MinHashSize = 8;

    /// <summary>
    /// Share of the shorter text's runs from which two texts are one; the second for texts of fewer runs, the third for
    /// those published further apart.
    /// </summary>
    private const double Threshold = 0.6, ShortThreshold = 0.7, LaterThreshold = 0.92;
    private const int ShortShingles = 40, FewDays = 1;

    /// <summary>
    /// Share of the shorter text's figures and names that the longer one must have. A text of so many runs that shares
    /// nearly all of them may have others: a correction.
    /// </summary>
    private const double LeastFacts = 0.9, NearlyAll = 0.9;
    private const int LongShingles = 80;

    /// <summary>The smallest hashes of a text's runs, sorted; none for texts that are too short.</summary>
    public static ImmutableArray<int> MinHash(string text)
    {
        var shingles = ComparedText.ShinglesOf(text);
        return shingles.Length < ComparedText.FewestShingles ? [] : [.. shingles.Take(MinHashSize)];
    }

    /// <summary>
    /// Share of the shorter text's runs that both have, where one is a copy of the other; null where not.
    /// </summary>
    /// <param name="daysApart">Null where a day is not known.</param>
    public static double? ShareOfCopy(ComparedText one, ComparedText other, int? daysApart)
    {
        var (small, large) = one.Shingles.Length <= other.Shingles.Length ? (one, other) : (other, one);
        if (small.Shingles.Length < ComparedText.FewestShingles) return null;
        var share = Share(small.Shingles, large.Shingles);
        var isShort = small.Shingles.Length < ShortShingles;
        if (share < (daysApart > FewDays ? LaterThreshold : isShort ? ShortThreshold : Threshold)) return null;
        if (small.Shingles.Length >= LongShingles && share >= NearlyAll) return share;
        if (Share(small.Figures, large.All) < (isShort ? 1 : LeastFacts) || Share(small.Names, large.All) < LeastFacts)
            return null;
        return small.HasBody || (Share(small.Headline, large.All) == 1 && !(daysApart > FewDays)) ? share : null;
    }

    /// <summary>Share of the one's hashes that the other has; 1 where it has none.</summary>
    private static double Share(int[] own, int[] others)
    {
        if (own.Length == 0) return 1;
        var shared = 0;
        for (int i = 0, j = 0; i < own.Length && j < others.Length;)
        {
            if (own[i] == others[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (own[i] < others[j]) i++;
            else j++;
        }
        return (double)shared / own.Length;
    }
}

using System.Runtime.InteropServices;

namespace NewsArchive.Entities;

/// <summary>A sentence as the tagger sees it: its words, and of each what can be seen without context.</summary>
internal sealed class TaggedSentence
{
    public required string[] Words { get; init; }
    public required WordForm[] Forms { get; init; }

    /// <summary>0 mixed, 1 like a title, 2 all in capitals.</summary>
    public required int Casing { get; init; }

    /// <summary>Per word the kinds of known names it is part of, as bits.</summary>
    public required int[] Known { get; init; }
}

/// <summary>A word without context, as hashes. 0 stands for no cluster.</summary>
internal sealed record WordForm(
    string Lower, uint Word, uint Shape, uint ShortShape, uint[] Prefixes, uint[] Suffixes, WordCluster Cluster, bool IsCapitalised, bool IsAllCaps, bool HasLetter);

/// <summary>
/// A document as the tagger sees it: sentences, and what the whole document tells of a word: whether it also occurs in
/// lower case or, inside a sentence, with a capital, and the longest run of capitalised words that holds it.
/// </summary>
internal sealed class TaggedDocument
{
    private readonly Dictionary<string, WordForm> forms = [];
    private readonly Dictionary<string, Occurrences> occurrences = [];

    private sealed class Occurrences
    {
        public int Lower, CapitalInside, Total;
        public uint RunFirst, RunLast;
        public int RunLength;
        public WordCluster RunFirstCluster;
    }

    public TaggedDocument(IEnumerable<string[]> sentences)
    {
        foreach (var words in sentences)
        {
            var own = words.Select(Form).ToArray();
            Sentences.Add(new() { Words = words, Forms = own, Casing = CasingOf(own), Known = KnownNames.Bits(words) });
        }
        foreach (var sentence in Sentences) Count(sentence);
    }

    public List<TaggedSentence> Sentences { get; } = [];

    /// <returns>Bit 0: also in lower case; bit 1: with a capital inside a sentence; bits 2 and 3: how often.</returns>
    public int StatusOf(WordForm form)
    {
        var seen = occurrences[form.Lower];
        return (seen.Lower > 0 ? 1 : 0) | (seen.CapitalInside > 0 ? 2 : 0) | (seen.Total > 3 ? 8 : seen.Total > 1 ? 4 : 0);
    }

    /// <summary>Of the longest run of capitalised words with the word in it.</summary>
    public (uint First, uint Last, int Length, WordCluster FirstCluster) RunOf(WordForm form)
    {
        var seen = occurrences[form.Lower];
        return (seen.RunFirst, seen.RunLast, seen.RunLength, seen.RunFirstCluster);
    }

    private void Count(TaggedSentence sentence)
    {
        var forms = sentence.Forms;
        for (var i = 0; i < forms.Length; i++)
        {
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(occurrences, forms[i].Lower, out _);
            seen ??= new();
            seen.Total++;
            if (sentence.Casing != 0) continue;
            if (!forms[i].IsCapitalised && forms[i].HasLetter) seen.Lower++;
            else if (forms[i].IsCapitalised && i > 0) seen.CapitalInside++;
        }
        if (sentence.Casing != 0) return;
        for (var i = 0; i < forms.Length; i++)
        {
            if (!forms[i].IsCapitalised) continue;
            var end = i;
            while (end + 1 < forms.Length && forms[end + 1].IsCapitalised) end++;
            for (var k = i; k <= end; k++)
            {
                var seen = occurrences[forms[k].Lower];
                if (end - i + 1 <= seen.RunLength) continue;
                (seen.RunLength, seen.RunFirst, seen.RunLast, seen.RunFirstCluster) = (end - i + 1, forms[i].Word, forms[end].Word, forms[i].Cluster);
            }
            i = end;
        }
    }

    private static int CasingOf(WordForm[] forms)
    {
        int words = 0, capitals = 0, longLower = 0, allCaps = 0;
        foreach (var form in forms)
        {
            if (!form.HasLetter) continue;
            words++;
            if (form.IsCapitalised) capitals++;
            if (form.IsAllCaps) allCaps++;
            else if (!form.IsCapitalised && form.Lower.Length > 3) longLower++;
        }
        return words < 4 ? 0 : allCaps >= 0.8 * words ? 2 : longLower == 0 && capitals * 2 >= words ? 1 : 0;
    }

    private WordForm Form(string word)
    {
        if (forms.TryGetValue(word, out var known)) return known;
        var lower = word.ToLowerInvariant();
        Span<char> shape = stackalloc char[Math.Min(word.Length, 64)], shortShape = stackalloc char[shape.Length];
        var n = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = char.IsUpper(word[i]) ? 'X' : char.IsLower(word[i]) ? 'x' : char.IsDigit(word[i]) ? 'd' : char.IsLetter(word[i]) ? 'l' : word[i];
            if (n == 0 || shortShape[n - 1] != shape[i]) shortShape[n++] = shape[i];
        }
        uint[] Affixes(bool front) => [.. Enumerable.Range(1, 4).Where(k => k <= lower.Length).Select(k => Words.Hash(front ? lower.AsSpan(0, k) : lower.AsSpan(lower.Length - k)))];
        return forms[word] = new(lower, Words.Hash(lower), Words.Hash(shape), Words.Hash(shortShape[..n]), Affixes(true), Affixes(false), WordClusters.Of(lower),
            char.IsUpper(word[0]), word.Length > 1 && char.IsUpper(word[0]) && !word.Any(char.IsLower), word.Any(char.IsLetter));
    }
}

/// <summary>Names known beforehand, found in a row of words.</summary>
internal static class KnownNames
{
    private const int LongestName = 4;

    /// <summary>Bit 0: given name; bits 1 to 8: first or only word, further word, of a known person, organisation, place or people.</summary>
    public static int[] Bits(string[] words)
    {
        var bits = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!char.IsUpper(words[i][0])) continue;
            if (Gazetteer.IsGivenName(words[i])) bits[i] |= 1;
            for (var length = Math.Min(LongestName, words.Length - i); length > 0; length--)
            {
                if (length > 1 && !char.IsLetterOrDigit(words[i + length - 1][0])) continue;
                if (Gazetteer.Find(length == 1 ? words[i] : string.Join(' ', words, i, length)) is not { } known) continue;
                var kind = known.Kind switch { EntityKind.Person => 0, EntityKind.Organisation or EntityKind.Product => 1, EntityKind.Place => 2, _ => 3 };
                bits[i] |= 2 << (2 * kind);
                for (var k = 1; k < length; k++) bits[i + k] |= 4 << (2 * kind);
                break;
            }
        }
        return bits;
    }
}

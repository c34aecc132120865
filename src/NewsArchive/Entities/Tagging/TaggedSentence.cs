using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NewsArchive.Text;

namespace NewsArchive.Entities;

/// <summary>A sentence as the tagger sees it: its words, and of each what can be seen without context.</summary>
internal sealed class TaggedSentence
{
    public required WordForm[] Forms { get; init; }

    /// <summary>Per word what its document tells of it.</summary>
    public required WordInDocument[] InDocument { get; init; }

    /// <summary>0 mixed, 1 like a title, 2 all in capitals.</summary>
    public required int Casing { get; init; }

    /// <summary>Per word the kinds of known names it is part of, as bits.</summary>
    public required int[] Known { get; init; }
}

/// <summary>
/// What a document tells of a word: whether it also occurs in lower case or, inside a sentence, with a capital, and the
/// longest run of capitalised words that holds it.
/// </summary>
internal sealed class WordInDocument
{
    public int Lower { get; set; }
    public int CapitalInside { get; set; }
    public int Total { get; set; }
    public WordForm? RunFirst { get; set; }
    public WordForm? RunLast { get; set; }
    public int RunLength { get; set; }

    /// <summary>Bit 0: also in lower case; bit 1: with a capital inside a sentence; bits 2 and 3: how often.</summary>
    public int Status => (Lower > 0 ? 1 : 0) | (CapitalInside > 0 ? 2 : 0) | (Total > 3 ? 8 : Total > 1 ? 4 : 0);
}

/// <summary>A word without context, as hashes. 0 stands for no cluster.</summary>
internal sealed class WordForm
{
    public required string Text { get; init; }
    public required uint Word { get; init; }
    public required uint Shape { get; init; }
    public required uint ShortShape { get; init; }
    public required uint[] Prefixes { get; init; }
    public required uint[] Suffixes { get; init; }
    public required WordCluster Cluster { get; init; }
    public required int Length { get; init; }
    public required bool IsCapitalised { get; init; }
    public required bool IsAllCaps { get; init; }
    public required bool HasLetter { get; init; }
    public required bool IsGivenName { get; init; }

    /// <summary>Words of the longest known name that begins with it; 0 for none.</summary>
    public required int LongestKnown { get; init; }

    /// <summary>
    /// What a tagger's weights say of the word two places before it, one before, at its place, one and two after: two
    /// vectors each.
    /// </summary>
    public Vector128<short>[]? Sums { get; set; }
    public LinearTagger? SumsOf { get; set; }

    /// <summary>Stands before the first and after the last word.</summary>
    public static readonly WordForm Outside = new()
    {
        Text = "",
        Word = 7,
        Shape = 7,
        ShortShape = 7,
        Prefixes = [],
        Suffixes = [],
        Cluster = default,
        Length = 0,
        IsCapitalised = false,
        IsAllCaps = false,
        HasLetter = false,
        IsGivenName = false,
        LongestKnown = 0,
    };

    /// <summary>Forms that a thread remembers from document to document: few words make up most of any text.</summary>
    private const int MostRemembered = 20_000;

    [ThreadStatic]
    private static Dictionary<string, WordForm>? remembered;

    public static WordForm Of(string word)
    {
        var forms = remembered ??= [];
        if (forms.TryGetValue(word, out var known)) return known;
        if (forms.Count >= MostRemembered) forms.Clear();
        return forms[word] = Make(word);
    }

    private static WordForm Make(string word)
    {
        var lower = word.ToLowerInvariant();
        Span<char> shape = stackalloc char[Math.Min(word.Length, 64)], shortShape = stackalloc char[shape.Length];
        var n = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = char.IsUpper(word[i])
                ? 'X' : char.IsLower(word[i])
                ? 'x' : char.IsDigit(word[i]) ? 'd' : char.IsLetter(word[i]) ? 'l' : word[i];
            if (n == 0 || shortShape[n - 1] != shape[i]) shortShape[n++] = shape[i];
        }
        uint[] Affixes(bool front) =>
            [.. Enumerable.Range(1, 4).Where(k => k <= lower.Length)
                .Select(k => Hashes.Of(front ? lower.AsSpan(0, k) : lower.AsSpan(lower.Length - k)))];
        var isCapitalised = char.IsUpper(word[0]);
        return new()
        {
            Text = word,
            Word = Hashes.Of(lower),
            Shape = Hashes.Of(shape),
            ShortShape = Hashes.Of(shortShape[..n]),
            Prefixes = Affixes(true),
            Suffixes = Affixes(false),
            Cluster = WordClusters.Of(lower),
            Length = lower.Length,
            IsCapitalised = isCapitalised,
            IsAllCaps = word.Length > 1 && isCapitalised && !word.Any(char.IsLower),
            HasLetter = word.Any(char.IsLetter),
            IsGivenName = isCapitalised && Gazetteer.IsGivenName(word),
            LongestKnown = isCapitalised ? Gazetteer.LongestFrom(word) : 0,
        };
    }
}

/// <summary>A document as the tagger sees it.</summary>
internal sealed class TaggedDocument
{
    private readonly Dictionary<uint, WordInDocument> words = [];

    public TaggedDocument(IEnumerable<string[]> sentences)
    {
        foreach (var words in sentences)
        {
            var forms = Array.ConvertAll(words, WordForm.Of);
            var sentence = new TaggedSentence
            {
                Forms = forms,
                InDocument = Array.ConvertAll(forms, SeenOf),
                Casing = CasingOf(forms),
                Known = KnownNames.Bits(forms)
            };
            Sentences.Add(sentence);
            Count(sentence);
        }
    }

    public List<TaggedSentence> Sentences { get; } = [];

    private WordInDocument SeenOf(WordForm form)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(words, form.Word, out _);
        return seen ??= new();
    }

    private static void Count(TaggedSentence sentence)
    {
        var (forms, seen) = (sentence.Forms, sentence.InDocument);
        for (var i = 0; i < forms.Length; i++)
        {
            seen[i].Total++;
            if (sentence.Casing != 0) continue;
            if (!forms[i].IsCapitalised && forms[i].HasLetter) seen[i].Lower++;
            else if (forms[i].IsCapitalised && i > 0) seen[i].CapitalInside++;
        }
        if (sentence.Casing != 0) return;
        for (var i = 0; i < forms.Length; i++)
        {
            if (!forms[i].IsCapitalised) continue;
            var end = i;
            while (end + 1 < forms.Length && forms[end + 1].IsCapitalised) end++;
            for (var k = i; k <= end; k++)
                if (end - i + 1 > seen[k].RunLength)
                    (seen[k].RunLength, seen[k].RunFirst, seen[k].RunLast) = (end - i + 1, forms[i], forms[end]);
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
            else if (!form.IsCapitalised && form.Length > 3) longLower++;
        }
        return words < 4 ? 0 : allCaps >= 0.8 * words ? 2 : longLower == 0 && capitals * 2 >= words ? 1 : 0;
    }
}

/// <summary>Names known beforehand, found in a row of words.</summary>
internal static class KnownNames
{
    private const int LongestName = 4;

    /// <summary>
    /// Bit 0: given name; bits 1 to 8: first or only word, further word, of a known person, organisation, place or
    /// people.
    /// </summary>
    public static int[] Bits(WordForm[] words)
    {
        var bits = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].IsCapitalised) continue;
            if (words[i].IsGivenName) bits[i] |= 1;
            for (var length = Math.Min(Math.Min(LongestName, words[i].LongestKnown),
                words.Length - i); length > 0; length--)
            {
                if (length > 1 && !char.IsLetterOrDigit(words[i + length - 1].Text[0])) continue;
                if (Gazetteer.FindFeature(length == 1
                    ? words[i].Text : string.Join(' ', words.Skip(i).Take(length).Select(w => w.Text)))
                    is not { } known) continue;
                var kind = known.Kind switch
                {
                    EntityKind.Person => 0,
                    EntityKind.Organisation or EntityKind.Product => 1,
                    EntityKind.Place => 2,
                    _ => 3
                };
                bits[i] |= 2 << (2 * kind);
                for (var k = 1; k < length; k++) bits[i + k] |= 4 << (2 * kind);
                break;
            }
        }
        return bits;
    }
}

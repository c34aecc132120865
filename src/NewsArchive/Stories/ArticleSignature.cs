// Observation: two reports of one event are told from two look-alike events by few words: names, and what is said
// first.
// Idea: keep of each article the few dozen words that say most, weighed by how often they stand there and how rare
// words are in news at large, with marks for names. All comparing works on these; they depend on nothing but the
// article. Known failure: languages whose words change at the front or in the middle match by chance of form only.
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using NewsArchive.Entities;
using NewsArchive.Text;

namespace NewsArchive.Stories;

/// <summary>A word that says what an article is about.</summary>
/// <param name="Text">Folded, without a plural s; two characters for scripts without spaces.</param>
/// <param name="Weight">1 + ln(occurrences, those in the headline counted twice).</param>
/// <param name="IsName">Part of a name.</param>
public readonly record struct SignatureTerm(string Text, float Weight, bool IsName);

/// <summary>What of an article decides what it belongs with.</summary>
/// <param name="Terms">The words that say most, the weightiest first.</param>
/// <param name="Person">Surname of the person spoken of most; null where nobody is.</param>
/// <param name="MinHash">The smallest hashes of its word sequences, sorted: texts that share much share some of
/// these.</param>
public sealed record ArticleSignature(ImmutableArray<SignatureTerm> Terms, string? Person, ImmutableArray<int> MinHash)
{
    /// <summary>Words kept. Of 48, 64, 80 and all, 48 to 80 tell events apart best.</summary>
    private const int MostTerms = 64;

    /// <summary>The words that say most, in <see cref="MainTerms"/>.</summary>
    internal const int MostMainTerms = 10;

    private const int ShortestWord = 3;

    /// <summary>A name's word says twice as much as another.</summary>
    internal const float NameWeight = 2;

    public IEnumerable<string> MainTerms => Terms.Take(MostMainTerms).Select(t => t.Text);

    /// <param name="body">Markdown of the article proper.</param>
    /// <param name="entities">Names in the body.</param>
    public static ArticleSignature Of(string? headline, string body, IEnumerable<Entity> entities)
    {
        HashSet<string> names = [];
        Dictionary<string, int> persons = [];
        foreach (var entity in entities)
        {
            foreach (var form in entity.Mentions.Select(m => m.Text).Distinct())
                foreach (var term in TermsOf(form)) names.Add(term);
            if (entity.Kind == EntityKind.Person && TermsOf(entity.Name).LastOrDefault() is { } surname)
                persons[surname] = persons.GetValueOrDefault(surname) + entity.Mentions.Length;
        }
        Dictionary<string, int> counts = [];
        foreach (var term in TermsOf(headline ?? "")) counts[term] = counts.GetValueOrDefault(term) + 2;
        foreach (var term in TermsOf(body)) counts[term] = counts.GetValueOrDefault(term) + 1;
        var terms = counts.Select(c => new SignatureTerm(c.Key, 1 + MathF.Log(c.Value), names.Contains(c.Key)))
            .OrderByDescending(t =>
            t.Weight * (t.IsName ? NameWeight : 1) * -Math.Log(WordFrequency.ShareOfArticles(t.Text)))
            .ThenBy(t => t.Text, StringComparer.Ordinal)
            .Take(MostTerms).ToImmutableArray();
        var person =
            persons.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key)
                .FirstOrDefault();
        return new(terms, person, CopiedText.MinHash(headline + "\n" + body));
    }

    private static IEnumerable<string> TermsOf(string text)
    {
        foreach (var (_, word) in Words.Tokenise(text))
        {
            if (Scripts.HasNoSpaces(word[0]))
            {
                for (var i = 0; i + 1 < word.Length; i++) yield return word.Substring(i, 2);
                continue;
            }
            var folded = Words.Fold(word);
            if (folded.Length < ShortestWord && !folded.Any(char.IsDigit)) continue;
            if (!Gazetteer.IsCommonWord(folded))
                yield return EnglishStems.WithoutPlural(folded.Length > LongestTerm ? folded[..LongestTerm] : folded);
        }
    }

    /// <summary>As stored: person, MinHash sketch, terms; strings with a length byte before them.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Person ?? "");
        writer.Write((byte)MinHash.Length);
        foreach (var hash in MinHash) writer.Write(hash);
        foreach (var term in Terms)
        {
            writer.Write(term.IsName);
            writer.Write((Half)term.Weight);
            writer.Write(term.Text);
        }
        return stream.ToArray();
    }

    /// <summary>The MinHash sketch alone of a stored signature.</summary>
    public static int[] MinHashOf(ReadOnlySpan<byte> bytes)
    {
        var at = 1 + bytes[0];
        var minHash = new int[bytes[at]];
        for (var i = 0; i < minHash.Length; i++)
            minHash[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 1 + 4 * i)..]);
        return minHash;
    }

    /// <summary>Longer words are cut: lengths take one byte.</summary>
    private const int LongestTerm = 40;

    /// <param name="shared">Makes equal strings one, so that many signatures take little room.</param>
    public static ArticleSignature FromBytes(ReadOnlySpan<byte> bytes, Func<string, string> shared)
    {
        var minHash = MinHashOf(bytes);
        var person = Encoding.UTF8.GetString(bytes.Slice(1, bytes[0]));
        var at = 2 + bytes[0] + 4 * minHash.Length;
        var terms = ImmutableArray.CreateBuilder<SignatureTerm>(MostTerms);
        while (at < bytes.Length)
        {
            var length = bytes[at + 3];
            terms.Add(new(shared(Encoding.UTF8.GetString(bytes.Slice(at + 4, length))),
                (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(at + 1)..]), bytes[at] != 0));
            at += 4 + length;
        }
        return new(terms.DrainToImmutable(), person.Length > 0 ? shared(person) : null, [.. minHash]);
    }
}

// Observation: the same words of the same speaker stand in many articles, trimmed differently by each.
// Idea: shingles of five words find quotes that may be the same; they are where most shingles of the shorter one stand
// in the longer one and the two do not name different speakers. Known failure: the same words translated twice are two
// quotes.
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Names;

/// <summary>Tells which quotes are the same, batch by batch.</summary>
internal sealed class QuoteGroups(ArchiveDb db) : IDisposable
{
    /// <summary>Words of a shingle.</summary>
    private const int ShingleWords = 5;

    /// <summary>Share of the shorter quote's shingles that the longer one must hold.</summary>
    private const double Shared = 0.6;

    /// <summary>Quotes with fewer words are the same only as a whole and from the same known speaker.</summary>
    private const int FewestWords = 4;

    private sealed record Known(long Id, long ArticleId, HashSet<long> Shingles, long? Speaker)
    {
        public long Group { get; set; }
    }

    /// <summary>
    /// Earlier quotes that are looked at for each run of words: what more of them share is a turn of phrase, or one quote
    /// that all have in common.
    /// </summary>
    private const int MostOfAShingle = 20;

    private readonly RowInserter<QuoteShingleRow> stored = RowInserter<QuoteShingleRow>.Into(db);
    private readonly Dictionary<long, List<Known>> byShingle = [];

    /// <summary>Asks the archive, once for a batch, for the quotes that share words with its quotes.</summary>
    public void Prepare(IEnumerable<string> texts)
    {
        byShingle.Clear();
        var wanted = texts.SelectMany(ShinglesOf).Distinct().ToList();
        HashSet<long> ids = [];
        using (var rows = SqlReader.OpenEach(db.Database.GetDbConnection(),
            $"SELECT QuoteId FROM QuoteShingles WHERE Hash = ? ORDER BY QuoteId LIMIT {MostOfAShingle}", wanted))
            while (rows.Read()) ids.Add(rows.Long(0));
        foreach (var quote in db.Quotes.Where(q => ids.Contains(q.Id))
            .Select(q => new { q.Id, q.ArticleId, q.Text, q.SpeakerFoundId, q.GroupId }))
            Remember(new(quote.Id, quote.ArticleId, ShinglesOf(quote.Text), quote.SpeakerFoundId)
            {
                Group = quote.GroupId
            });
    }

    /// <summary>Stores what finds the quote again.</summary>
    /// <returns>The group it belongs to: that of the likest quote, or its own.</returns>
    public long Group(QuoteRow quote)
    {
        var own = new Known(quote.Id, quote.ArticleId, ShinglesOf(quote.Text), quote.SpeakerFoundId)
        {
            Group = quote.Id
        };
        var likest = own.Shingles.SelectMany(r => byShingle.GetValueOrDefault(r) ?? []).Distinct()
            .Where(k =>
            k.Speaker == own.Speaker || own.Shingles.Count > 1 && (k.Speaker is null || own.Speaker is null))
            .Where(k =>
            own.Shingles.Count > 1 || own.Speaker is not null || Words.Tokenise(quote.Text).Count >= FewestWords)
            .Select(k =>
            (Known: k,
                Share: own.Shingles
                    .Count(k.Shingles.Contains) / (double)Math.Min(own.Shingles.Count, k.Shingles.Count)))
            .Where(k => k.Share >= Shared).OrderByDescending(k => k.Share).ThenBy(k => k.Known.Id)
            .FirstOrDefault().Known;
        if (likest is not null) own.Group = likest.Group;
        Remember(own);
        foreach (var shingle in own.Shingles) stored.Insert(new() { Hash = shingle, QuoteId = quote.Id });
        return own.Group;
    }

    /// <summary>Forgets the quotes of an article that is taken out.</summary>
    public void Forget(long article)
    {
        foreach (var quotes in byShingle.Values) quotes.RemoveAll(q => q.ArticleId == article);
    }

    private void Remember(Known quote)
    {
        foreach (var shingle in quote.Shingles)
        {
            if (!byShingle.TryGetValue(shingle, out var quotes)) byShingle[shingle] = quotes = [];
            quotes.Add(quote);
        }
    }

    /// <summary>The whole quote where it is shorter than a shingle.</summary>
    private static HashSet<long> ShinglesOf(string text)
    {
        var words = Words.Tokenise(text).Select(w => (long)Hashes.Of(Words.Fold(w.Text))).ToArray();
        return words.Length == 0 ? [] : Shingles.Of(words, Math.Min(ShingleWords, words.Length), HashOf);
    }

    /// <summary>Stored: another sum would not find the quotes again that the archive has.</summary>
    private static long HashOf(ArraySegment<long> words) =>
        words.Aggregate(0L, (hash, word) => hash * 1_000_003 + word);

    public void Dispose() => stored.Dispose();
}

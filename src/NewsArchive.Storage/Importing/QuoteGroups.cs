// Observation: the same words of the same speaker stand in many articles, trimmed differently by each.
// Idea: runs of five words find quotes that may be the same; they are where most runs of the shorter one stand in the longer
// one and the two do not name different speakers. Known failure: the same words translated twice are two quotes.
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sqlite;

namespace NewsArchive.Storage.Importing;

/// <summary>Tells which quotes are the same, batch by batch.</summary>
internal sealed class QuoteGroups(ArchiveDb db) : IDisposable
{
    /// <summary>Words of a run.</summary>
    private const int Run = 5;

    /// <summary>Share of the shorter quote's runs that the longer one must hold.</summary>
    private const double Shared = 0.6;

    /// <summary>Quotes with fewer words are the same only as a whole and from the same known speaker.</summary>
    private const int FewestWords = 4;

    private sealed record Known(long Id, long ArticleId, HashSet<long> Runs, long? Speaker)
    {
        public long Group { get; set; }
    }

    private readonly RowInserter<QuoteShingleRow> shingles = new(db);
    private readonly Dictionary<long, List<Known>> byRun = [];

    /// <summary>Asks the archive, once for a batch, for the quotes that share words with its quotes.</summary>
    public void Prepare(IEnumerable<string> texts)
    {
        byRun.Clear();
        var runs = texts.SelectMany(RunsOf).Distinct().ToList();
        var ids = db.QuoteShingles.Where(s => runs.Contains(s.Hash)).Select(s => s.QuoteId).Distinct().ToList();
        foreach (var quote in db.Quotes.Where(q => ids.Contains(q.Id)).Select(q => new { q.Id, q.ArticleId, q.Text, q.SpeakerFoundId, q.GroupId }))
            Remember(new(quote.Id, quote.ArticleId, RunsOf(quote.Text), quote.SpeakerFoundId) { Group = quote.GroupId });
    }

    /// <summary>Stores what finds the quote again.</summary>
    /// <returns>The group it belongs to: that of the likest quote, or its own.</returns>
    public long Group(QuoteRow quote)
    {
        var own = new Known(quote.Id, quote.ArticleId, RunsOf(quote.Text), quote.SpeakerFoundId) { Group = quote.Id };
        var likest = own.Runs.SelectMany(r => byRun.GetValueOrDefault(r) ?? []).Distinct()
            .Where(k => k.Speaker == own.Speaker || own.Runs.Count > 1 && (k.Speaker is null || own.Speaker is null))
            .Where(k => own.Runs.Count > 1 || own.Speaker is not null || Words.Cut(quote.Text).Count >= FewestWords)
            .Select(k => (Known: k, Share: own.Runs.Count(k.Runs.Contains) / (double)Math.Min(own.Runs.Count, k.Runs.Count)))
            .Where(k => k.Share >= Shared).OrderByDescending(k => k.Share).ThenBy(k => k.Known.Id).FirstOrDefault().Known;
        if (likest is not null) own.Group = likest.Group;
        Remember(own);
        foreach (var run in own.Runs) shingles.Insert(new() { Hash = run, QuoteId = quote.Id });
        return own.Group;
    }

    /// <summary>Forgets the quotes of an article that is taken out.</summary>
    public void Forget(long article)
    {
        foreach (var quotes in byRun.Values) quotes.RemoveAll(q => q.ArticleId == article);
    }

    private void Remember(Known quote)
    {
        foreach (var run in quote.Runs)
        {
            if (!byRun.TryGetValue(run, out var quotes)) byRun[run] = quotes = [];
            quotes.Add(quote);
        }
    }

    private static HashSet<long> RunsOf(string text)
    {
        var words = Words.Cut(text).ConvertAll(w => (long)Words.Hash(Words.Fold(w.Text)));
        HashSet<long> runs = [];
        if (words.Count == 0) return runs;
        var length = Math.Min(Run, words.Count);
        for (var i = 0; i + length <= words.Count; i++)
        {
            var hash = 0L;
            for (var k = i; k < i + length; k++) hash = hash * 1_000_003 + words[k];
            runs.Add(hash);
        }
        return runs;
    }

    public void Dispose() => shingles.Dispose();
}

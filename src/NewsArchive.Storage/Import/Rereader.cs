using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>What reading all originals again with today's rules would change.</summary>
/// <param name="Fields">How many articles change in each field: those of the article, body, lines, names and
/// quotes.</param>
/// <param name="Unreadable">Articles whose originals are not read any more; they stay as they are.</param>
public sealed record RereadReport(
    int Articles, IReadOnlyList<long> Changed, IReadOnlyDictionary<string, int> Fields, int Unreadable, bool Stored);

/// <summary>Reads every stored original again. Articles that come out the same are not touched.</summary>
public sealed class Rereader(Archive archive, ArticlePipeline pipeline, TimeProvider clock)
{
    /// <summary>As large as the importer's: what recurs is told batch by batch.</summary>
    private const int BatchSize = 128;

    private readonly SourceHabitLearning learning = new();

    /// <param name="store">False to count only.</param>
    public async Task<RereadReport> RunAsync(
        bool store, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        List<long> changed = [];
        Dictionary<string, int> fields = [];
        await using var articleStore = store ? new ArticleStore(archive, clock) : null;
        int articles = 0, unreadable = 0;
        for (long last = 0; ;)
        {
            cancel.ThrowIfCancellationRequested();
            await using var db = archive.Db();
            var after = last;
            var batch = await db.Articles.AsNoTracking().Where(a => a.Id > after).OrderBy(a => a.Id).Take(BatchSize)
                .Join(db.Originals, a => a.OriginalId, o => o.Id, (a, o) => new { Row = a, o.Content })
                .ToListAsync(cancel);
            if (batch.Count == 0) break;
            last = batch.Max(b => b.Row.Id);
            articles += batch.Count;
            var documents =
                batch.AsParallel().AsOrdered().WithCancellation(cancel)
                    .Select(b => (b.Row, Document: StoredDocument.Of(b.Row, b.Content))).ToList();
            var readable = documents.Where(d => d.Document is not null).Select(d => (d.Row, Document: d.Document!))
                .ToList();
            var corrections = LineCorrectionRules.InForce(db, readable.ConvertAll(d => d.Row.Id));
            var readings =
                readable.Zip(learning.Learn(readable.ConvertAll(d => d.Document))).AsParallel().AsOrdered()
                    .WithCancellation(cancel)
                .Select(r => (r.First.Row,
                    Article: corrections.Apply(pipeline.Read(r.First.Document, r.Second), r.First.Row.Id))).ToList();
            unreadable += documents.Count - readable.Count;
            var stored = await StoredReadings.OfAsync(db, readings.ConvertAll(r => r.Row.Id), cancel);
            var different =
                readings.Select(r => (r.Row, r.Article, Fields: stored.Differences(r.Row, r.Article).ToList()))
                    .Where(r => r.Fields.Count > 0).ToList();
            foreach (var field in different.SelectMany(d => d.Fields))
                fields[field] = fields.GetValueOrDefault(field) + 1;
            changed.AddRange(different.Select(d => d.Row.Id));
            if (articleStore is not null && different.Count > 0)
                await articleStore.StoreAsync(
                    different.ConvertAll(d => ReadyArticle.Of(d.Article, d.Row.Supplied, d.Row.Origin)), force: true,
                    cancel);
            progress?.Report(articles);
        }
        if (articleStore is not null && changed.Count > 0) await articleStore.LinkAsync(cancel);
        return new(articles, changed, fields, unreadable, store);
    }
}

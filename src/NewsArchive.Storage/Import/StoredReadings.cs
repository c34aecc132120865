using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>What the archive has of a few articles beside their rows, to compare another reading with.</summary>
internal sealed class StoredReadings
{
    private readonly Dictionary<long, StoredReading> readings;
    private readonly ILookup<long, (int Start, int End, string Key)> names;
    private readonly ILookup<long, (int Start, int End, string? Cue, string? Speaker)> quotes;

    private StoredReadings(
        Dictionary<long, StoredReading> readings, ILookup<long, (int, int, string)> names,
        ILookup<long, (int, int, string?, string?)> quotes) =>
        (this.readings, this.names, this.quotes) = (readings, names, quotes);

    public static async Task<StoredReadings> OfAsync(ArchiveDb db, List<long> articles, CancellationToken cancel)
    {
        var readings = (await db.Readings.AsNoTracking().Where(r => articles.Contains(r.ArticleId)).ToListAsync(cancel))
            .ToDictionary(r => r.ArticleId, r => StoredReading.Read(r.Data));
        var names = await db.Mentions.AsNoTracking().Where(m => articles.Contains(m.ArticleId))
            .Join(db.Entities, m => m.FoundId, e => e.Id, (m, e) => new { m.ArticleId, m.Start, m.End, e.Key })
            .ToListAsync(cancel);
        var quotes = await db.Quotes.AsNoTracking().Where(q => articles.Contains(q.ArticleId))
            .Select(q =>
            new
            {
                Quote = q,
                Speaker = db.Entities.Where(e => e.Id == q.SpeakerFoundId).Select(e => e.Key).FirstOrDefault()
            })
            .ToListAsync(cancel);
        return new(
            readings,
            names.OrderBy(n => n.Start).ToLookup(n => n.ArticleId, n => (n.Start, n.End, n.Key)),
            quotes.OrderBy(q => q.Quote.Start)
                .ToLookup(q => q.Quote.ArticleId, q => (q.Quote.Start, q.Quote.End, q.Quote.Cue, q.Speaker)));
    }

    /// <summary>The fields in which a new reading differs from what is stored.</summary>
    public IEnumerable<string> Differences(ArticleRow row, Article article)
    {
        var metadata = article.Metadata;
        var reading = readings.GetValueOrDefault(row.Id, StoredReading.None);
        if (row.Headline != metadata.Headline.Value) yield return "headline";
        if (row.Standfirst != metadata.Standfirst.Value) yield return "standfirst";
        if (row.Byline != metadata.BylineText) yield return "bylines";
        // A source is called as it was written first, whatever the case in this article.
        if (!string.Equals(row.SourceName, metadata.Source.Value, StringComparison.OrdinalIgnoreCase))
            yield return "source";
        if (row.Published != (metadata.Published.IsKnown ? metadata.Published.Value.At : null)
            || row.PublishedOffset != ArticleWriter.OffsetOf(metadata.Published)) yield return "published";
        if (reading.Evidence.FirstOrDefault(e => e is { Field: Evidence.Updated, IsRejected: false })?.Value
            != Evidence.UpdatedOf(metadata)) yield return "updated";
        if (row.Dateline != metadata.Dateline.Value) yield return "dateline";
        if (row.Language != metadata.Language.Value) yield return "language";
        if (row.Url != metadata.Url.Value) yield return "url";
        if (row.Body != article.Reading.Body) yield return "body";
        if (!reading.Lines.Select(l => (l.Number, l.Kind, l.Text, l.Rule))
            .SequenceEqual(article.Lines.Select(l => (l.Number, l.Kind, l.Text, l.Rule)))) yield return "lines";
        if (!names[row.Id].SequenceEqual(NamesOf(article))) yield return "names";
        if (!quotes[row.Id].SequenceEqual(QuotesOf(article))) yield return "quotes";
    }

    private static IEnumerable<(int, int, string)> NamesOf(Article article) => article.Entities
        .SelectMany(entity => entity.Mentions.Select(m => (m.Start, m.End, NameRegistry.KeyOf(entity).Key)))
        .OrderBy(m => m.Start);

    private static IEnumerable<(int, int, string?, string?)> QuotesOf(Article article)
    {
        // Of two entities of one name the first speaks, as it is stored.
        Dictionary<string, Entity> speakers = [];
        foreach (var entity in article.Entities) speakers.TryAdd(entity.Name, entity);
        return article.Quotes.Select(q => (q.Start, q.End, q.Cue, KeyOf(q.Speaker))).OrderBy(q => q.Start);

        string? KeyOf(string? name) =>
            name is not null && speakers.TryGetValue(name, out var entity) ? NameRegistry.KeyOf(entity).Key : null;
    }
}

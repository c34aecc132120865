using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>What the archive has of a few articles beside their rows, to compare another reading with.</summary>
internal sealed class StoredReadings
{
    private readonly Dictionary<long, StoredReading> readings;
    private readonly ILookup<long, (int Start, int End, string Key)> names;
    private readonly ILookup<long, (int Start, int End, string? Cue, string? Speaker)> quotes;
    private readonly Dictionary<long, StoredFields> fields;
    private readonly QuoteCorrectionRules corrections;

    private StoredReadings(
        Dictionary<long, StoredReading> readings, ILookup<long, (int, int, string)> names,
        ILookup<long, (int, int, string?, string?)> quotes, Dictionary<long, StoredFields> fields,
        QuoteCorrectionRules corrections)
    {
        (this.readings, this.names, this.quotes) = (readings, names, quotes);
        (this.fields, this.corrections) = (fields, corrections);
    }

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
                .ToLookup(q => q.Quote.ArticleId, q => (q.Quote.Start, q.Quote.End, q.Quote.Cue, q.Speaker)),
            StoredFields.Of(db, articles).ToDictionary(f => f.Article), QuoteCorrectionRules.InForce(db, articles));
    }

    /// <summary>The fields in which a new reading differs from what is stored.</summary>
    public IEnumerable<string> Differences(ArticleRow row, Article article)
    {
        var metadata = article.Metadata;
        var reading = readings.GetValueOrDefault(row.Id, StoredReading.None);
        // With what the reading gave: what people corrected stays, whatever is read.
        var stored = fields[row.Id];
        var (before, now) = (stored.Read, ArticleFields.Of(metadata, null));
        if (before.Headline != now.Headline) yield return "headline";
        if (before.Standfirst != now.Standfirst) yield return "standfirst";
        if (before.Bylines != now.Bylines || row.Byline != stored.Shown.Byline) yield return "bylines";
        // A source is called as it was written first, whatever the case in this article.
        if (!string.Equals(stored.FoundSource, metadata.Source.Value, StringComparison.OrdinalIgnoreCase)
            || stored.ShownSource != stored.CalledSource)
            yield return "source";
        if (before.Published != now.Published || before.Offset != now.Offset) yield return "published";
        if (reading.Evidence.FirstOrDefault(e => e is { Field: Evidence.Updated, IsRejected: false })?.Value
            != Evidence.UpdatedOf(metadata)) yield return "updated";
        if (row.Dateline != metadata.Dateline.Value) yield return "dateline";
        if (before.Language != now.Language) yield return "language";
        if (row.Url != metadata.Url.Value) yield return "url";
        if (row.Body != article.Reading.Body) yield return "body";
        if (!reading.Lines.Select(l => (l.Number, l.Kind, l.Text, l.Rule))
            .SequenceEqual(article.Lines.Select(l => (l.Number, l.Kind, l.Text, l.Rule)))) yield return "lines";
        if (!names[row.Id].SequenceEqual(NamesOf(article))) yield return "names";
        if (!quotes[row.Id].SequenceEqual(QuotesOf(row.Id, article))) yield return "quotes";
    }

    private static IEnumerable<(int, int, string)> NamesOf(Article article) => article.Entities
        .SelectMany(entity => entity.Mentions.Select(m => (m.Start, m.End, NameRegistry.KeyOf(entity).Key)))
        .OrderBy(m => m.Start);

    private IEnumerable<(int, int, string?, string?)> QuotesOf(long id, Article article)
    {
        // Of two entities of one name the first speaks, as it is stored.
        Dictionary<string, Entity> speakers = [];
        foreach (var entity in article.Entities) speakers.TryAdd(entity.Name, entity);
        return article.Quotes.Index(q => q.Text).Where(q => corrections.Of(id, q.Of.Text, q.Copy)?.Kind
            != CorrectionKind.NotAQuote).Select(q => q.Of).Select(q => (q.Start, q.End, q.Cue, KeyOf(q.Speaker))).OrderBy(q => q.Start);

        string? KeyOf(string? name) =>
            name is not null && speakers.TryGetValue(name, out var entity) ? NameRegistry.KeyOf(entity).Key : null;
    }
}

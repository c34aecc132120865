using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>An article read again from what the archive keeps of it.</summary>
internal static class StoredArticle
{
    /// <param name="lines">Its lines as they are to be; null for as they are stored.</param>
    /// <returns>To be stored; null where its file is not read any more.</returns>
    public static async Task<ReadyArticle?> ReadAsync(
        ArchiveDb db, ArticlePipeline pipeline, long article, ImmutableArray<ClassifiedLine>? lines,
        CancellationToken cancel)
    {
        var (row, content) = await db.Articles.AsNoTracking().Where(a => a.Id == article)
            .Join(db.Originals, a => a.OriginalId, o => o.Id, (a, o) => ValueTuple.Create(a, o.Content))
            .FirstAsync(cancel);
        if (StoredDocument.Of(row, content) is not { } document) return null;
        var published = StoredFields.Of(db, [article])[0].Read.Published;
        var corrected = ArticlePipeline.Correct(Read(pipeline, document, published),
            lines ?? await LinesAsync(db, article, cancel));
        return ReadyArticle.Of(corrected, row.Supplied, row.Origin);
    }

    public static async Task<ImmutableArray<ClassifiedLine>> LinesAsync(
        ArchiveDb db, long article, CancellationToken cancel) =>
        await db.Readings.Where(r => r.ArticleId == article).Select(r => r.Data).FirstOrDefaultAsync(cancel)
            is { } data ? StoredReading.Read(data).Lines : [];

    /// <summary>In the order of day and month in which it was read beside the others of its source.</summary>
    internal static Article Read(ArticlePipeline pipeline, RawDocument document, DateTime? publishedBefore)
    {
        var readings = new[] { DayOrder.Unknown, DayOrder.DayFirst, DayOrder.MonthFirst }
            .Select(order => pipeline.Read(document, SourceHabits.None with { DayOrder = order }));
        Article? first = null;
        foreach (var reading in readings)
        {
            var published = reading.Metadata.Published;
            if ((published.IsKnown ? published.Value.At : (DateTime?)null) == publishedBefore) return reading;
            first ??= reading;
        }
        return first!;
    }
}

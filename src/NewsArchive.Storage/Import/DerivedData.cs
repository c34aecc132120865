using Microsoft.EntityFrameworkCore;
using NewsArchive.Quotes;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Import;

/// <summary>Makes everything that searching and stories need anew from the articles, in one transaction.</summary>
internal static class DerivedData
{
    private const int BatchSize = 500;

    public static async Task RebuildAsync(ArchiveDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        EarlierReadings.PutTogether(db, cancel);
        await new CorrectionEffects(db).JoinHousesAsync(cancel);
        await db.StorySignatures.ExecuteDeleteAsync(cancel);
        using (var signatures = RowInserter<StorySignatureRow>.Into(db))
        {
            for (long last = 0; ;)
            {
                var after = last;
                var batch = await db.Articles.AsNoTracking().Where(a => a.Id > after).OrderBy(a => a.Id).Take(BatchSize)
                    .Select(a =>
                    new
                    {
                        a.Id,
                        a.Headline,
                        a.Body,
                        a.Published,
                        a.PublishedPrecision
                    }).ToListAsync(cancel);
                if (batch.Count == 0) break;
                last = batch[^1].Id;
                var ids = batch.ConvertAll(a => a.Id);
                var names = StoredNames.Of(db, ids);
                foreach (var article in batch)
                {
                    if (article.Body.Length > 0) signatures.Insert(new()
                    {
                        ArticleId = article.Id,
                        Day = ArticleFields.DayOf(article.Published, article.PublishedPrecision)?.DayNumber,
                        Data = ArticleSignature.Of(article.Headline, article.Body, names[article.Id,
                            article.Body]).ToBytes(),
                    });
                }
            }
        }
        TellRoles(db);
        FindReprints(db);
        new StoryLinker(db).Run(cancel);
        NameLinker.TouchAll(db);
        await new NameLinker(db).RunAsync(cancel);
        DerivedMark.Set(db);
        await ContentChange.MarkAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The offices of those who are quoted, in archives that were made before they were read.</summary>
    private static void TellRoles(ArchiveDb db)
    {
        var connection = db.Database.GetDbConnection();
        List<(long Quote, string Role)> found = [];
        using (var rows = SqlReader.Open(connection,
            "SELECT q.Id, q.Start, q.\"End\", q.Cue, a.Body FROM Quotes q JOIN Articles a ON a.Id = q.ArticleId "
            + "WHERE q.Role IS NULL AND q.Cue IS NOT NULL"))
            while (rows.Read())
                if (QuoteRoles.Of(rows.String(4), (int)rows.Long(1), (int)rows.Long(2), rows.String(3)) is { } role)
                    found.Add((rows.Long(0), role));
        using var update = SqlStatement.Prepare(connection, "UPDATE Quotes SET Role = ? WHERE Id = ?");
        foreach (var (quote, role) in found) update.Run(role, quote);
    }

    /// <summary>The first article with a text is the original of all others that have it.</summary>
    private static void FindReprints(ArchiveDb db) => db.Database.GetDbConnection().Execute(
        """
        UPDATE Articles SET DuplicateOfId = (SELECT min(o.Id) FROM Articles o WHERE o.TextHash =
            Articles.TextHash AND o.Id < Articles.Id)
        """);
}

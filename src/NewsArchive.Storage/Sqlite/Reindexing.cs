using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Importing;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sqlite;

/// <summary>Makes everything that searching needs anew from the articles, in one transaction.</summary>
internal static class Reindexing
{
    private const int BatchSize = 500;

    public static async Task RunAsync(ArchiveDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(ArticleIndex.Drop + QuoteIndex.Drop, cancel);
        await db.WordForms.ExecuteDeleteAsync(cancel);
        using (var inserter = new RowInserter<WordFormRow>(db, orIgnore: true))
        {
            var registry = new WordFormRegistry(inserter);
            for (long last = 0; ;)
            {
                var after = last;
                var batch = await db.Articles.AsNoTracking().Where(a => a.Id > after).OrderBy(a => a.Id).Take(BatchSize)
                    .Select(a => new { a.Id, a.Headline, a.Standfirst, a.Byline, a.SourceName, a.Body, a.Language, a.Grams }).ToListAsync(cancel);
                if (batch.Count == 0) break;
                last = batch[^1].Id;
                foreach (var article in batch)
                {
                    var (grams, words) = IndexedText.Of(article.Headline, article.Standfirst, article.Byline, article.SourceName, article.Body);
                    registry.Add(words, article.Language);
                    if (grams != article.Grams) await db.Articles.Where(a => a.Id == article.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Grams, grams), cancel);
                }
            }
        }
        await db.Database.ExecuteSqlRawAsync(ArticleIndex.Create + QuoteIndex.Create, cancel);
        await db.Database.ExecuteSqlRawAsync($"INSERT INTO {ArticleIndex.Table} ({ArticleIndex.Table}) VALUES ('rebuild'); INSERT INTO {QuoteIndex.Table} ({QuoteIndex.Table}) VALUES ('rebuild')", cancel);
        await transaction.CommitAsync(cancel);
    }
}

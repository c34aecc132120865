using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Puts paragraphs back into the text of an article, or takes them out. Its names, quotes, counts, the index and
/// stories follow at once; every act is kept, holds for later readings, and can be undone.
/// </summary>
public sealed class LineCorrector(Archive archive, ArticlePipeline pipeline, TimeProvider clock, Actor? actor = null)
{
    /// <summary>Moves the paragraph of a line to the other side: out of the text, or into it.</summary>
    /// <param name="line">1-based line of the decoded file.</param>
    /// <param name="keep">What it is to be; where it is so already, nothing is done.</param>
    /// <returns>In words why it cannot be; null where it was done.</returns>
    public async Task<string?> CorrectAsync(long article, int line, bool keep, CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        if (await StoredArticle.LinesAsync(db, article, cancel) is not { Length: > 0 } lines)
            return $"There is no article {article}.";
        if (LineCorrections.For(lines, line) is not { } correction)
            return $"Line {line} of article {article} is no line of text that can be put back or taken out.";
        if (correction.IsKept != keep) return null;
        var own = lines.First(l => l.Number == line);
        // Whoever puts back what was taken out by hand has changed their mind.
        if (await InForceAsync(db, article, correction, cancel) is { } opposite)
            return await UndoAsync(article, opposite.Id, cancel);
        var act = new LineCorrectionRow
        {
            At = clock.GetUtcNow().UtcDateTime,
            Who = actor?.Name,
            ArticleId = article,
            Text = correction.Text,
            Copy = correction.Copy,
            IsKept = keep,
            Kind = own.Kind,
            Rule = own.Rule,
            Confidence = own.Confidence,
        };
        db.LineCorrections.Add(act);
        return await StoreAsync(db, article, [correction], lines, cancel);
    }

    /// <param name="act">Number of the correction.</param>
    public async Task<string?> UndoAsync(long act, CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        return await db.LineCorrections.Where(c => c.Id == act).Select(c => (long?)c.ArticleId).FirstOrDefaultAsync(cancel)
            is { } article ? await UndoAsync(article, act, cancel) : $"There is no correction {act}.";
    }

    /// <param name="act">Number of the correction.</param>
    public async Task<string?> UndoAsync(long article, long act, CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        if (await db.LineCorrections.FirstOrDefaultAsync(
            c => c.Id == act && c.ArticleId == article && c.UndoneAt == null, cancel) is not { } row)
            return "That change is undone already.";
        row.UndoneAt = clock.GetUtcNow().UtcDateTime;
        var lines = await StoredArticle.LinesAsync(db, article, cancel);
        return await StoreAsync(db, article, [], LineCorrections.Undo(lines,
            new(row.Text, row.Copy, row.IsKept), row.Kind, row.Rule, row.Confidence), cancel);
    }

    /// <summary>Corrections in force of an article, in the order in which they were made.</summary>
    public async Task<List<LineCorrectionRow>> ActsAsync(long article, CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        return await db.LineCorrections.AsNoTracking().Where(c => c.ArticleId == article && c.UndoneAt == null)
            .OrderBy(c => c.Id).ToListAsync(cancel);
    }

    private static Task<LineCorrectionRow?> InForceAsync(
        ArchiveDb db, long article, LineCorrection correction, CancellationToken cancel) =>
        db.LineCorrections.FirstOrDefaultAsync(c => c.ArticleId == article && c.UndoneAt == null
            && c.Text == correction.Text && c.Copy == correction.Copy, cancel);

    /// <summary>
    /// The act, and the article with it. All other lines stay what they are stored as: a click changes one paragraph.
    /// </summary>
    private async Task<string?> StoreAsync(
        ArchiveDb db, long article, IReadOnlyCollection<LineCorrection> corrections,
        ImmutableArray<ClassifiedLine> lines, CancellationToken cancel)
    {
        if (await StoredArticle.ReadAsync(db, pipeline, article, corrections.Apply(lines), cancel) is not { } corrected)
            return "The stored file of this article is not read any more, so that its lines cannot be changed.";
        await using var store = new ArticleStore(archive, clock);
        // First the act: an article that is stored meanwhile, by an import, follows it too.
        await db.SaveChangesAsync(cancel);
        await store.StoreAsync([corrected], force: true, cancel);
        await store.LinkAsync(cancel);
        return null;
    }
}

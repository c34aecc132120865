using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>The corrections of lines in force, as values.</summary>
internal static class LineCorrectionRules
{
    /// <param name="articles">Ids; an article without corrections is not among the keys.</param>
    public static ILookup<long, LineCorrection> InForce(ArchiveDb db, IReadOnlyCollection<long> articles) =>
        db.LineCorrections.AsNoTracking().Where(c => c.UndoneAt == null && articles.Contains(c.ArticleId))
            .OrderBy(c => c.Id).AsEnumerable()
            .ToLookup(c => c.ArticleId, c => new LineCorrection(c.Text, c.Copy, c.IsKept));

    /// <summary>The article as read, with what people changed in its lines.</summary>
    public static Article Apply(this ILookup<long, LineCorrection> corrections, Article article, long id) =>
        corrections[id].ToList() is { Count: > 0 } own
            ? ArticlePipeline.Correct(article, own.Apply(article.Lines)) : article;
}

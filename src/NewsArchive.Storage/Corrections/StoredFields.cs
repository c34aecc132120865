using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>The fields of a stored article.</summary>
/// <param name="Read">As the reading gave them.</param>
/// <param name="Shown">As the article's row has them.</param>
/// <param name="FoundSource">Name of the source by the reading alone, as it was written first.</param>
/// <param name="ShownSource">Name of the source as the row has it, and as the source itself is called.</param>
internal sealed record StoredFields(
    long Article, ArticleFields Read, ArticleFields Shown, string? FoundSource, string? ShownSource, string? CalledSource,
    bool IsCorrected)
{
    public static List<StoredFields> Of(ArchiveDb db, IReadOnlyCollection<long> articles)
    {
        var authors = db.ArticleAuthors.Where(a => articles.Contains(a.ArticleId))
            .Join(db.Authors, a => a.AuthorId, x => x.Id, (a, x) => new { a.ArticleId, a.Place, x.FoundName })
            .AsEnumerable().OrderBy(a => a.Place).ToLookup(a => a.ArticleId, a => a.FoundName);
        var read = db.ReadFields.AsNoTracking().Where(r => articles.Contains(r.ArticleId))
            .ToDictionary(r => r.ArticleId);
        return [.. db.Articles.AsNoTracking().Where(a => articles.Contains(a.Id))
            .Select(a => new
            {
                a.Id,
                a.SourceName,
                Called = db.Sources.Where(s => s.Id == a.SourceId).Select(s => s.Name).FirstOrDefault(),
                Found = db.Sources.FirstOrDefault(s => s.Id == a.FoundSourceId),
                // Without the text, which is most of a row.
                Row = new
                {
                    a.Headline, a.HeadlineStatus, a.Standfirst, a.BylineStatus, a.SourceId, a.SourceStatus, a.Published,
                    a.PublishedPrecision, a.PublishedOffset, a.PublishedStatus, a.Language, a.LanguageStatus,
                },
            }).AsEnumerable().OrderBy(a => a.Id).Select(a =>
            {
                var shown = new ArticleFields(a.Row.Headline, a.Row.HeadlineStatus, a.Row.Standfirst,
                    ArticleFields.JoinBylines(authors[a.Id]), a.Row.BylineStatus, a.Row.SourceId, a.Row.SourceStatus,
                    a.Row.Published, a.Row.PublishedPrecision, a.Row.PublishedOffset, a.Row.PublishedStatus,
                    a.Row.Language, a.Row.LanguageStatus);
                var source = a.Found?.ReplacedById ?? a.Found?.Id;
                return new StoredFields(a.Id, read.GetValueOrDefault(a.Id) is { } of ? ArticleFields.Of(of, source)
                    : shown with { SourceId = source }, shown, a.Found?.FoundName, a.SourceName, a.Called,
                    read.ContainsKey(a.Id));
            })];
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;
using NewsArchive.Text;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Gives stored articles the fields that their reading and the corrections in force say. Expects a transaction; what
/// changed in headline or day is to be related anew afterwards.
/// </summary>
internal sealed class FieldAssignment(ArchiveDb db)
{
    private const int AtOnce = 500;

    private readonly DbConnection connection = db.Database.GetDbConnection();

    /// <returns>How many articles changed.</returns>
    public int Assign(IEnumerable<long> articles)
    {
        using var sourceRows = RowInserter<SourceRow>.Into(db);
        using var authorRows = RowInserter<AuthorRow>.Into(db);
        using var readRows = RowInserter<ReadFieldsRow>.Into(db);
        using var bylineRows = RowInserter<ArticleAuthorRow>.Into(db);
        var (sources, authors) = (new SourceRegistry(db, sourceRows), new AuthorRegistry(db, authorRows));
        using var update = SqlStatement.Prepare(connection, Update);
        var changed = 0;
        foreach (var part in articles.Chunk(AtOnce))
        {
            var rules = FieldCorrectionRules.InForce(db, part);
            foreach (var stored in StoredFields.Of(db, part))
            {
                var (read, shown, id) = (stored.Read, stored.Shown, stored.Article);
                var now = rules.Apply(read, id, name => sources.Shown(sources.Found(name)).Id);
                if (now == read && stored.IsCorrected) db.ReadFields.Where(r => r.ArticleId == id).ExecuteDelete();
                if (now != read && !stored.IsCorrected) readRows.Insert(read.ToRead(id));
                var sourceName = now.SourceId is { } source ? sources.Shown(source).Name : null;
                if (now == shown && sourceName == stored.ShownSource) continue;
                Write(update, id, now, sourceName);
                if (now.Bylines != shown.Bylines)
                {
                    db.ArticleAuthors.Where(a => a.ArticleId == id).ExecuteDelete();
                    foreach (var (place, author) in now.Authors.Select(authors.Of).Distinct().Index())
                        bylineRows.Insert(new() { ArticleId = id, AuthorId = author, Place = place });
                }
                if (now.Headline != shown.Headline || now.Published != shown.Published) Sign(id, now);
                changed++;
            }
        }
        return changed;
    }

    private const string Update =
        "UPDATE Articles SET Headline = ?, HeadlineStatus = ?, Slug = ?, Standfirst = ?, Byline = ?, BylineStatus = ?, "
        + "SourceId = ?, SourceName = ?, SourceStatus = ?, Published = ?, PublishedPrecision = ?, PublishedOffset = ?, "
        + "PublishedStatus = ?, Language = ?, LanguageStatus = ? WHERE Id = ?";

    private static void Write(SqlStatement update, long id, ArticleFields now, string? sourceName) =>
        update.Run(now.Headline, now.HeadlineStatus.ToString(), Slugs.Of(now.Headline ?? ""), now.Standfirst, now.Byline,
            now.BylineStatus.ToString(), now.SourceId, sourceName, now.SourceStatus.ToString(),
            now.Published, now.Precision?.ToString(), now.Offset,
            now.PublishedStatus.ToString(), now.Language, now.LanguageStatus.ToString(), id);

    /// <summary>What stories are found by, by the headline and the day that the article has now.</summary>
    private void Sign(long id, ArticleFields now)
    {
        var body = db.Articles.Where(a => a.Id == id).Select(a => a.Body).Single();
        if (body.Length == 0) return;
        var data = ArticleSignature.Of(now.Headline, body, StoredNames.Of(db, [id])[id, body]).ToBytes();
        var day = now.Day?.DayNumber;
        db.StorySignatures.Where(s => s.ArticleId == id).ExecuteUpdate(s => s.SetProperty(x => x.Data, data)
            .SetProperty(x => x.Day, day).SetProperty(x => x.IsLinked, false));
    }
}

/// <summary>The names that the reading found in some articles, as stories are found by them.</summary>
internal sealed class StoredNames
{
    private readonly ILookup<long, (int Start, int End, string Name, EntityKind Kind)> mentions;

    private StoredNames(ILookup<long, (int, int, string, EntityKind)> mentions) => this.mentions = mentions;

    public static StoredNames Of(ArchiveDb db, IReadOnlyCollection<long> articles) =>
        new(db.Mentions.AsNoTracking().Where(m => articles.Contains(m.ArticleId))
            .Join(db.Entities, m => m.FoundId, e => e.Id,
                (m, e) => new { m.ArticleId, m.Start, m.End, e.FoundName, e.FoundKind })
            .AsEnumerable().ToLookup(m => m.ArticleId, m => (m.Start, m.End, m.FoundName, m.FoundKind)));

    public IEnumerable<Entity> this[long article, string body] => mentions[article].GroupBy(m => (m.Name, m.Kind))
        .Select(e => new Entity(e.Key.Name, e.Key.Kind, [],
            [.. e.Select(m => new Mention(m.Start, m.End, body[m.Start..m.End]))], [], null));
}

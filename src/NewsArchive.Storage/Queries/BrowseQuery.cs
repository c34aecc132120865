using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Queries;

/// <summary>Which names a list shows.</summary>
/// <param name="Letter">First letter, folded; <see cref="OtherLetters"/> for those that begin with none from a to
/// z.</param>
/// <param name="Text">Stands in the name or another written form.</param>
/// <param name="ByName">In order of the alphabet; else by the number of articles.</param>
/// <param name="WithSingles">Names of one article too.</param>
public sealed record NameFilter(
    EntityKind? Kind = null, string? Letter = null, string? Text = null, bool ByName = false, bool WithSingles = true)
{
    public const string OtherLetters = "other";
}

/// <summary>Which stories a list shows: those with an article that fits.</summary>
/// <param name="ByWeight">By independent texts and sources; else the latest first.</param>
public sealed record StoryFilter(
    long? Source = null, long? Entity = null, DateOnly? From = null, DateOnly? To = null, bool ByWeight = false);

/// <summary>How much the archive is unsure of.</summary>
public sealed record Unsure(int SourceUnknown, int HeadlineInferred, int NoDate, int FilesFailed);

/// <summary>An article of a list with the copies of its text, in order of publication.</summary>
public sealed record ListedText(ArticleSummary Article, IReadOnlyList<ArticleSummary> Copies);

/// <summary>Lists: articles, sources, entities, stories.</summary>
public sealed class BrowseQuery(Archive archive, ArchiveDb db)
{
    private readonly SearchCache cache = SearchCache.Of(archive);

    public int Count() => cache.Columns().Count;

    /// <summary>Texts with their copies, the newest publication first; those without a date last.</summary>
    public async Task<Page<ListedText>> TextsAsync(int number, int size, CancellationToken cancel)
    {
        var texts = cache.Columns().NewestTexts;
        var ids = Slice(texts, number, size).ConvertAll(id => (long?)id);
        // A copy among them would be one that it became since the list was made.
        var rows = (await db.Articles.AsNoTracking()
            .Where(a => ids.Contains(a.Id) || (a.CopyOfId != null && ids.Contains(a.CopyOfId)))
            .Select(ArticleSummary.FromRow).ToListAsync(cancel)).ToDictionary(a => a.Id);
        var copies = rows.Values.Where(a => a.CopyOfId is not null).OrderBy(a => a.PublishedAt is null)
            .ThenBy(a => a.PublishedAt).ThenBy(a => a.Id).ToLookup(a => a.CopyOfId!.Value);
        return new([.. ids.Where(id => rows.ContainsKey(id!.Value)).Select(id =>
            new ListedText(rows[id!.Value], [.. copies[id.Value]]))], texts.Length, number, size);
    }

    private static List<T> Slice<T>(IReadOnlyList<T> all, int number, int size)
    {
        List<T> part = [];
        for (var i = Paging.Offset(number, size); i < all.Count && part.Count < size; i++) part.Add(all[i]);
        return part;
    }

    public List<ArticleSummary> InOrder(IReadOnlyList<long> ids) => SummaryReader.InOrder(Connection, [.. ids]);

    public IEnumerable<long> OfSource(long source)
    {
        var columns = cache.Columns();
        return [.. columns.Where(a => columns.Source[a] == source).Ids().Select(a => (long)a)];
    }

    public List<ArticleSummary> LastAdded(int count) =>
        SummaryReader.InOrder(Connection, [.. LastNumbers(count).Select(id => (long)id)]);

    /// <summary>Numbers of the texts that came last into the archive, the newest first.</summary>
    public IEnumerable<int> LastNumbers(int count) => cache.Columns().LastTexts().Take(count);

    private System.Data.Common.DbConnection Connection => db.Database.GetDbConnection();

    public List<SourceSummary> Sources() => SourceNames.Summaries(cache, cache.Columns().Sources);

    public int SourceUnknown() => SourceNames.Unknown(cache.Columns().Sources);

    public (SourceSummary Source, Page<ArticleSummary> Articles)? Source(long id, int number, int size)
    {
        if (Sources().Find(s => s.Id == id) is not { } source) return null;
        var columns = cache.Columns();
        var ids = columns.NewestOf(columns.Where(a => columns.Source[a] == id)).Skip(Paging.Offset(number,
            size)).Take(size);
        return (source, new(SummaryReader.InOrder(Connection, [.. ids.Select(a => (long)a)]), source.Articles,
            number, size));
    }

    public async Task<Page<EntitySummary>> EntitiesAsync(
        NameFilter filter, int number, int size, CancellationToken cancel)
    {
        var entities = db.Entities.AsNoTracking()
            .Where(e => e.Articles > (filter.WithSingles ? 0 : 1) && !e.IsHidden && (filter.Kind == null
                || e.Kind == filter.Kind));
        if (filter.Letter is NameFilter.OtherLetters)
            entities = entities.Where(e => e.Slug.CompareTo("a") < 0 || e.Slug.CompareTo("{") >= 0);
        else if (filter.Letter is { } letter) entities = entities.Where(e => e.Slug.StartsWith(letter));
        if (filter.Text is { } text)
        {
            var pattern = LikePattern.Holding(text);
            var forms =
                db.Entities
                    .Where(e =>
                    db.Aliases.Any(a => a.EntityId == e.Id && EF.Functions.Like(a.Text, pattern, LikePattern.Escape))
                        || EF.Functions.Like(e.FoundName, pattern, LikePattern.Escape))
                    .Select(e => e.ReplacedById ?? e.Id);
            var slug = $"%{Slugs.Of(text)}%";
            entities =
                entities.Where(e =>
                    EF.Functions.Like(e.Name, pattern, LikePattern.Escape) || EF.Functions.Like(e.Slug, slug)
                        || forms.Contains(e.Id));
        }
        var ordered = filter.ByName
            ? entities.OrderBy(e => e.Slug).ThenBy(e => e.Id)
            : entities.OrderByDescending(e => e.Articles).ThenBy(e => e.Name);
        var rows =
            await ordered.Skip(Paging.Offset(number, size)).Take(size)
                .Select(e => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, e.Articles)).ToListAsync(cancel);
        return new(rows, filter.Text is null
            ? cache.Kept($"names {filter.Kind} {filter.Letter} {filter.WithSingles}",
                _ => entities.Count()) : await entities.CountAsync(cancel),
            number, size);
    }

    /// <summary>Stories with an article that fits, the latest first, or the weightiest.</summary>
    public Page<StorySummary> Stories(StoryFilter filter, int number, int size)
    {
        var (columns, stories) = (cache.Columns(), StoryList.Of(archive).Newest);
        if (filter.Source is not null || filter.Entity is not null || filter.From is not null || filter.To is not null)
        {
            var names = filter.Entity is null ? null : cache.Facets().Entities;
            var (from, behind) = (filter.From?.ToDateTime(default).Ticks ?? 1,
                filter.To?.ToDateTime(default).Ticks + TimeSpan.TicksPerDay ?? long.MaxValue);
            var isDated = filter.From is not null || filter.To is not null;
            HashSet<long> fitting = [.. columns.All.Ids().Where(a => columns.Story[a] != ArticleColumns.None
                && (filter.Source is not { } source || columns.Source[a] == source)
                && (filter.Entity is not { } entity || names!.Of(a).Contains((int)entity))
                && (!isDated || columns.Published[a] >= from && columns.Published[a] < behind)).Select(a =>
                    (long)columns.Story[a])];
            stories = [.. stories.Where(s => fitting.Contains(s.Id))];
        }
        if (filter.ByWeight)
        {
            var sources = cache.Kept("sources of stories", _ => columns.All.Ids().Where(a =>
                columns.Story[a] != ArticleColumns.None)
                .GroupBy(a => columns.Story[a]).ToDictionary(g => (long)g.Key,
                    g => g.Select(a => columns.Source[a]).Where(s => s != ArticleColumns.None).Distinct().Count()));
            stories = [.. stories.OrderByDescending(s => s.Texts * Math.Max(1, sources.GetValueOrDefault(s.Id)))];
        }
        return new(StoryList.Summaries(Connection, Slice(stories, number, size)), stories.Count, number, size);
    }

    /// <summary>The stories that came last into the archive, the newest first.</summary>
    public List<StorySummary> NewStories(int count) => StoryList.Summaries(Connection,
        [.. StoryList.Of(archive).Newest.OrderByDescending(s => s.Id).Take(count)]);

    /// <summary>Articles of the archive.</summary>
    public int Articles => cache.Columns().Count;

    public Timeline Times() => cache.Columns().Times;

    public Unsure Unsure()
    {
        var columns = cache.Columns();
        return new(SourceUnknown(), columns.Inferred.Count(), columns.Times.Undated,
            cache.Kept("failed files", connection => (int)SqlReader.Number(connection,
                "SELECT count(DISTINCT Path) FROM ImportResults WHERE Status = 'Failed'")));
    }
}

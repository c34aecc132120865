using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>A story by what of it was published in a period.</summary>
/// <param name="Texts">Articles of the period that copy no other.</param>
/// <param name="Copies">Further articles of the period.</param>
/// <param name="Sources">Known sources of them.</param>
public sealed record PeriodStory(StorySummary Story, int Texts, int Copies, int Sources)
{
    /// <summary>Independent texts by sources: what ten houses wrote weighs more than what one wrote ten times.</summary>
    public int Weight => Texts * Math.Max(1, Sources);
}

/// <summary>A name that is in the news more than it used to be.</summary>
/// <param name="Name">With its articles of the period.</param>
/// <param name="Usual">Articles that would name it at the rate of the time before.</param>
public sealed record RisingName(EntitySummary Name, double Usual);

/// <summary>A source that usually has articles and had none of late.</summary>
public sealed record QuietSource(SourceSummary Source, double UsualAWeek);

/// <summary>What was published in some days: stories by weight, sources, names above their past.</summary>
public sealed class PeriodQuery(Archive archive, ArchiveDb db)
{
    private readonly SearchCache cache = SearchCache.Of(archive);

    private DbConnection Connection => db.Database.GetDbConnection();

    /// <summary>Articles of each day that has any.</summary>
    public IReadOnlyDictionary<DateOnly, int> Days() =>
        cache.Kept("days", _ => cache.Columns().CountByDay(cache.Columns().All).Days);

    public int Undated() => cache.Columns().Times.Undated;

    private Bitmap Of(DateOnly from, DateOnly to)
    {
        var columns = cache.Columns();
        var (first, behind) = (from.ToDateTime(default).Ticks, to.ToDateTime(default).Ticks + TimeSpan.TicksPerDay);
        return columns.Where(id => columns.Published[id] >= first && columns.Published[id] < behind
            && columns.Published[id] > 0);
    }

    /// <summary>Articles, and those that copy no other.</summary>
    public (int Articles, int Texts, int Stories) Count(DateOnly from, DateOnly to)
    {
        var (columns, set) = (cache.Columns(), Of(from, to));
        return (set.Count(), set.AndNot(columns.Copies).Count(),
            set.Ids().Select(id => columns.Story[id]).Where(s => s != ArticleColumns.None).Distinct().Count());
    }

    /// <summary>The weightiest stories of a period.</summary>
    public List<PeriodStory> Stories(DateOnly from, DateOnly to, int count)
    {
        var columns = cache.Columns();
        var stories = Of(from, to).Ids().Where(id => columns.Story[id] != ArticleColumns.None)
            .GroupBy(id => columns.Story[id]).Select(g => (Story: (long)g.Key,
                Texts: g.Count(id => columns.Original[id] == id), All: g.Count(),
                Sources: g.Select(id => columns.Source[id]).Where(s => s != ArticleColumns.None).Distinct().Count()))
            .OrderByDescending(s => Math.Max(1, s.Texts) * Math.Max(1, s.Sources)).ThenByDescending(s => s.All)
            .ThenByDescending(s => s.Story).Take(count).ToList();
        var list = StoryList.Of(archive);
        var rows = stories.Select(s => list.Find(s.Story)).OfType<StoryRow>().ToList();
        var summaries = StoryList.Summaries(Connection, rows).ToDictionary(s => s.Id);
        return [.. stories.Where(s => summaries.ContainsKey(s.Story))
            .Select(s => new PeriodStory(summaries[s.Story], s.Texts, s.All - s.Texts, s.Sources))];
    }

    public List<SourceSummary> Sources(DateOnly from, DateOnly to) =>
        SourceNames.Summaries(cache, cache.Columns().SourcesOf(Of(from, to)));

    /// <summary>Texts that no story holds, the longest first.</summary>
    public List<ArticleSummary> Alone(DateOnly from, DateOnly to, int count)
    {
        var columns = cache.Columns();
        return SummaryReader.InOrder(Connection, [.. Of(from, to).Ids()
            .Where(id => columns.Story[id] == ArticleColumns.None && columns.Original[id] == id)
            .OrderByDescending(id => columns.Length[id]).ThenBy(id => id).Take(count).Select(id => (long)id)]);
    }

    /// <summary>Names of a period that the time before it would not have led to expect, the most surprising
    /// first.</summary>
    public List<RisingName> Rising(DateOnly from, DateOnly to, int count)
    {
        // Some of the first may be hidden; fewer than two articles are no news.
        const int LookedAt = 4, Fewest = 2;
        var (columns, names) = (cache.Columns(), cache.Facets().Entities);
        var set = Of(from, to);
        var past = from > DateOnly.MinValue ? Of(DateOnly.MinValue, from.AddDays(-1)) : new Bitmap(columns.Size);
        var (now, before, articles) = (names.Count(set), names.Count(past), set.Count());
        var articlesBefore = Math.Max(1, past.Count());
        var found = Enumerable.Range(0, now.Length).Where(id => now[id] >= Fewest)
            .Select(id => (Id: (long)id, Count: now[id], Usual: (double)before[id] * articles / articlesBefore))
            .Select(n => (n.Id, n.Count, n.Usual, Surprise: (n.Count - n.Usual) / Math.Sqrt(n.Usual + 1)))
            .OrderByDescending(n => n.Surprise).ThenBy(n => n.Id).Take(LookedAt * count).ToDictionary(n => n.Id);
        List<RisingName> rising = [];
        using (var rows = SqlReader.Open(Connection,
            $"SELECT Id, Slug, Name, Kind FROM Entities WHERE NOT IsHidden AND Id IN ({string.Join(',', found.Keys)})"))
            while (rows.Read())
                if (found[rows.Long(0)] is var one)
                    rising.Add(new(new(one.Id, rows.String(1), rows.String(2), rows.Enum<EntityKind>(3), one.Count),
                        one.Usual));
        return [.. rising.OrderByDescending(r => found[r.Name.Id].Surprise).ThenBy(r => r.Name.Name,
            StringComparer.Ordinal).Take(count)];
    }

    /// <summary>The weightiest story, or else the longest text, of the same day of earlier years.</summary>
    public List<(DateOnly Day, string Headline, long Article, string Slug, int Articles)> OnThisDay(DateOnly day, int count)
    {
        List<(DateOnly, string, long, string, int)> found = [];
        foreach (var (earlier, articles) in Days().Where(d => d.Key < day && d.Key.Month == day.Month
            && d.Key.Day == day.Day && d.Key.Year < day.Year).OrderByDescending(d => d.Key).Take(count))
        {
            var article = Stories(earlier, earlier, 1) is [var story] ? story.Story.Head : Alone(earlier, earlier, 1) is [var one]
                ? one : null;
            if (article is not null) found.Add((earlier, article.Title, article.Id, article.Slug, articles));
        }
        return found;
    }

    /// <summary>Sources that had articles in each of the weeks before, and none in the last one.</summary>
    public List<QuietSource> Quiet(DateOnly last, int count)
    {
        const int Weeks = 4, Fewest = 2 * Weeks;
        var lately = Sources(last.AddDays(-6), last).Select(s => s.Id).ToHashSet();
        return [.. Sources(last.AddDays(-7 * (Weeks + 1) + 1), last.AddDays(-7))
            .Where(s => s.Articles >= Fewest && !lately.Contains(s.Id)).Take(count)
            .Select(s => new QuietSource(s, (double)s.Articles / Weeks))];
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>The size of the archive and what it is made of.</summary>
public sealed record ArchiveStats(
    int Articles, int Duplicates, int Sources, int Authors, int Entities, int Mentions, int Quotes, int Stories,
    int ImportRuns,
    DateTime? First, DateTime? Last, DateTime? LastImport, IReadOnlyDictionary<string, int> Languages,
    IReadOnlyDictionary<string, int> Lines);

public sealed record ImportRunView(ImportRunRow Run, IReadOnlyList<ImportResultRow> Results);

/// <summary>Counts, and the runs that made them.</summary>
public sealed class StatsQuery(Archive archive, ArchiveDb db)
{
    /// <summary>Results shown of one run.</summary>
    private const int ResultsShown = 200;

    public async Task<ArchiveStats> RunAsync(CancellationToken cancel = default) => new(
        await db.Articles.CountAsync(cancel),
        await db.Articles.CountAsync(a => a.DuplicateOfId != null, cancel),
        await db.Articles.Where(a => a.SourceId != null).Select(a => a.SourceId).Distinct().CountAsync(cancel),
        await db.Authors.CountAsync(cancel),
        await db.Entities.CountAsync(e => e.Articles > 0 && !e.IsHidden, cancel),
        await db.Mentions.CountAsync(cancel),
        await db.Quotes.CountAsync(cancel),
        await db.Stories.CountAsync(s => s.Articles > 0, cancel),
        await db.ImportRuns.CountAsync(cancel),
        await db.Articles.MinAsync(a => a.Published, cancel),
        await db.Articles.MaxAsync(a => a.Published, cancel),
        await LastImportAsync(cancel),
        await db.Articles.GroupBy(a => a.Language ?? "unknown").Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Count).ToDictionaryAsync(g => g.Key, g => g.Count, cancel),
        (await db.LineCounts.GroupBy(l => l.Kind).Select(g => new { g.Key, Count = g.Sum(l => l.Lines) }).ToListAsync(cancel))
            .Where(g => g.Count > 0).OrderByDescending(g => g.Count).ToDictionary(g => g.Key.Name(), g => g.Count));

    /// <summary>What stands below every page, from memory.</summary>
    public (int Articles, int Sources, DateTime? LastImport) Colophon()
    {
        var cache = SearchCache.Of(archive);
        var columns = cache.Columns();
        return (columns.Count, columns.Sources.Count(s => s.Source != ArticleColumns.None),
            cache.Kept("last import", connection =>
            {
                using var row = SqlReader.Open(connection, "SELECT max(FinishedAt) FROM ImportRuns");
                return row.Read() ? row.Time(0) : null;
            }));
    }

    /// <summary>The run that was begun last; null where there was none.</summary>
    public Task<ImportRunRow?> LastRunAsync(CancellationToken cancel = default) =>
        db.ImportRuns.AsNoTracking().OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);

    public async Task<Page<ImportRunView>> ImportsAsync(int number, int size, CancellationToken cancel = default)
    {
        var runs =
            await db.ImportRuns.AsNoTracking().OrderByDescending(r => r.Id).Skip(Paging.Offset(number, size)).Take(size)
                .ToListAsync(cancel);
        var ids = runs.ConvertAll(r => r.Id);
        // Places count from 0 in each run.
        var results = (await db.ImportResults.AsNoTracking().Where(r => ids.Contains(r.RunId) && r.Place < ResultsShown)
            .ToListAsync(cancel)).ToLookup(r => r.RunId);
        return new(runs.ConvertAll(run => new ImportRunView(run, [.. results[run.Id].OrderBy(r => r.Place)])),
            await db.ImportRuns.CountAsync(cancel), number, size);
    }

    /// <summary>Lines left out of the articles, by the rule that decided, most frequent first.</summary>
    public Task<List<RuleCount>> RemovedAsync(int rules, CancellationToken cancel = default) => db.LineCounts
        .Where(l => l.Lines > 0 && (l.Kind == LineKind.Boilerplate || l.Kind == LineKind.Teaser
            || l.Kind == LineKind.Disclaimer || l.Kind == LineKind.Comment))
        .OrderByDescending(r => r.Lines).ThenBy(r => r.Rule).Take(rules)
        .Select(r => new RuleCount(r.Kind, r.Rule, r.Lines)).ToListAsync(cancel);

    private async Task<DateTime?> LastImportAsync(CancellationToken cancel) =>
        await db.ImportRuns.MaxAsync(r => r.FinishedAt, cancel);
}

/// <summary>How many lines a rule decided.</summary>
public sealed record RuleCount(LineKind Kind, string Rule, int Lines);

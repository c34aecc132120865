using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Search;

/// <summary>Searches kept under names. What they find is asked anew each time.</summary>
public sealed class SavedSearches(ArchiveDb db, TimeProvider clock)
{
    /// <summary>Characters of a name, at most.</summary>
    public const int LongestName = 100;

    public Task<List<SavedSearchRow>> ListAsync(CancellationToken cancel) =>
        db.SavedSearches.AsNoTracking().OrderBy(s => s.Name).ToListAsync(cancel);

    public Task<SavedSearchRow?> FindAsync(long id, CancellationToken cancel) =>
        db.SavedSearches.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel);

    /// <returns>What is wrong, in words; null where it is kept.</returns>
    public async Task<string?> AddAsync(string? name, string? query, CancellationToken cancel)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            return $"A name of 1 to {LongestName} characters is needed.";
        if (string.IsNullOrWhiteSpace(query)) return "There is no search to keep: search first, then keep it.";
        if (await db.SavedSearches.AnyAsync(s => s.Name == name, cancel))
            return $"There is a search called “{name}” already; take another name.";
        var now = clock.GetUtcNow().UtcDateTime;
        db.SavedSearches
            .Add(new()
            {
                Name = name,
                Query = query,
                CreatedAt = now,
                SeenAt = now,
                SeenArticleId = await LastAsync(cancel)
            });
        await db.SaveChangesAsync(cancel);
        return null;
    }

    public Task RemoveAsync(long id, CancellationToken cancel) =>
        db.SavedSearches.Where(s => s.Id == id).ExecuteDeleteAsync(cancel);

    /// <summary>From now on only what is added later is new.</summary>
    public async Task SeeAsync(long id, CancellationToken cancel)
    {
        var (last, now) = (await LastAsync(cancel), clock.GetUtcNow().UtcDateTime);
        await db.SavedSearches.Where(s => s.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenArticleId, last).SetProperty(x => x.SeenAt, now), cancel);
    }

    private async Task<long> LastAsync(CancellationToken cancel) =>
        await db.Articles.MaxAsync(a => (long?)a.Id, cancel) ?? 0;
}

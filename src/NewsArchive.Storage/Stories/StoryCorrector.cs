using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Stories;

/// <summary>
/// Merges stories and moves articles between them, by hand. Every act is kept, holds for later imports, and can be
/// undone.
/// </summary>
public sealed class StoryCorrector(ArchiveDb db, TimeProvider clock, Actor? actor = null)
{
    /// <summary>All that is said of one story goes into another.</summary>
    /// <returns>What is wrong, or null.</returns>
    public async Task<string?> MergeAsync(long story, long into, CancellationToken cancel = default)
    {
        if (story == into) return "A story cannot go into itself.";
        if (!await LivesAsync(story, cancel)) return $"There is no story {story}.";
        if (!await LivesAsync(into, cancel)) return $"There is no story {into}. Its number stands in its address.";
        await ActAsync(new() { StoryId = story, TargetId = into }, cancel);
        return null;
    }

    /// <summary>
    /// Moves articles, with their copies in the story, to another story, to a new one, or out of any.
    /// </summary>
    /// <param name="to">Number of a story; 0 for a new one; null for none.</param>
    public async Task<string?> MoveAsync(
        long story, IReadOnlyCollection<long> articles, long? to, CancellationToken cancel = default)
    {
        var own = await db.Articles.Where(a => a.StoryId == story).Select(a => new { a.Id, a.CopyOfId })
            .ToListAsync(cancel);
        var moved =
            own.Where(a => articles.Contains(a.Id) || (a.CopyOfId is { } of && articles.Contains(of))).Select(a => a.Id)
                .ToList();
        if (moved.Count == 0) return "Choose at least one article of the story.";
        if (to == story) return "They are in that story already.";
        if (to is > 0 && !await LivesAsync(to.Value, cancel))
            return $"There is no story {to}. Its number stands in its address.";
        if (to == 0)
        {
            if (moved.Count == own.Count) return "Leave at least one article in the story.";
            to = (await db.Stories.MaxAsync(s => s.Id, cancel)) + 1;
            db.Stories.Add(new() { Id = to.Value, HeadArticleId = moved[0] });
        }
        await ActAsync(new() { ArticleIds = string.Join(' ', moved), TargetId = to }, cancel);
        return null;
    }

    public async Task<string?> UndoAsync(long act, CancellationToken cancel = default)
    {
        if (await db.StoryCorrections.FirstOrDefaultAsync(a => a.Id == act && a.UndoneAt == null, cancel)
            is not { } row) return "That change is undone already.";
        row.UndoneAt = clock.GetUtcNow().UtcDateTime;
        await ApplyAsync(row, cancel);
        return null;
    }

    /// <summary>Changes in force that touch a story, the latest first.</summary>
    public async Task<List<StoryCorrectionRow>> ActsAsync(long story, CancellationToken cancel = default)
    {
        var articles =
            (await db.Articles.Where(a => a.StoryId == story || a.FoundStoryId == story).Select(a => a.Id)
                .ToListAsync(cancel)).ToHashSet();
        return [.. (await db.StoryCorrections.AsNoTracking().Where(a => a.UndoneAt == null).OrderByDescending(a => a.Id)
            .ToListAsync(cancel))
            .Where(a =>
            a.StoryId == story || a.TargetId == story || StoryCorrectionRules.ArticlesOf(a).Any(articles.Contains))];
    }

    private Task<bool> LivesAsync(long story, CancellationToken cancel) =>
        db.Stories.AnyAsync(s => s.Id == story && s.Articles > 0, cancel);

    private async Task ActAsync(StoryCorrectionRow act, CancellationToken cancel)
    {
        (act.At, act.Who) = (clock.GetUtcNow().UtcDateTime, actor?.Name);
        db.StoryCorrections.Add(act);
        await ApplyAsync(act, cancel);
    }

    internal async Task ApplyAsync(StoryCorrectionRow act, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.SaveChangesAsync(cancel);
        var stories = new[] { act.StoryId, act.TargetId }.OfType<long>().ToList();
        var articles =
            await db.Articles.Where(a => stories.Contains(a.FoundStoryId ?? 0) || stories.Contains(a.StoryId ?? 0))
                .Select(a => a.Id).ToListAsync(cancel);
        new StoryAssignment(db).Assign([.. articles.Union(StoryCorrectionRules.ArticlesOf(act))]);
        await ContentChange.MarkAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}

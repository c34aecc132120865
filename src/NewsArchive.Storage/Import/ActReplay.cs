using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Text;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Does again in this archive what people did by hand in the one that was exported. What was done again before is left
/// alone.
/// </summary>
internal sealed partial class ActReplay(ArchiveDb db)
{
    /// <summary>What acts are called that are none of <see cref="NameCorrectionKind"/>.</summary>
    public const string StoryMerge = "story-merge", StoryMove = "story-move", StoryNumber = "story-number",
        Search = "search", Star = "star", Read = "read", Tag = "tag", Note = "note", Collection = "collection";

    /// <summary>What a correction of another kind is called.</summary>
    public static string NameOf(CorrectionKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private readonly GivenNumbers numbers = new(db);
    private readonly List<NameCorrectionRow> names = [];
    private readonly List<StoryCorrectionRow> stories = [];
    private readonly List<CorrectionRow> corrections = [];

    /// <summary>Stories of another archive, and what they are here.</summary>
    private readonly Dictionary<(string Archive, long Story), long> storiesHere = [];

    /// <returns>Why it cannot be done again; else null.</returns>
    public async Task<string?> AddAsync(ExportedAct act, CancellationToken cancel)
    {
        switch (act.Act)
        {
            case Search: return await AddSearchAsync(act, cancel);
            case StoryMerge or StoryMove: return await AddStoryAsync(act, cancel);
            case StoryNumber: return await NumberAsync(act, cancel);
            case Star or Read or Tag or Note or Collection: return await AddToDeskAsync(act, cancel);
            default:
                return Enum.TryParse<CorrectionKind>(act.Act.Replace("-", "", StringComparison.Ordinal),
                    ignoreCase: true, out var kind) ? await AddCorrectionAsync(act, kind, cancel)
                    : await AddNameAsync(act, cancel);
        }
    }

    /// <summary>Brings what hangs on the acts up to date.</summary>
    public async Task ApplyAsync(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        await new NameCorrector(db, TimeProvider.System).ApplyAsync(names, cancel);
        foreach (var act in stories) await new StoryCorrector(db, TimeProvider.System).ApplyAsync(act, cancel);
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await new CorrectionEffects(db).ApplyAsync(corrections, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<string?> AddNameAsync(ExportedAct act, CancellationToken cancel)
    {
        if (act.Entity is null || !Enum.TryParse<NameCorrectionKind>(act.Act, ignoreCase: true, out var kind))
            return $"“{act.Act}” is no correction that this program knows.";
        var article = act.Article is { } origin ? await ArticleAsync(origin, cancel) : null;
        if (act.Article is not null && article is null) return Missing(act.Article);
        var row = new NameCorrectionRow
        {
            At = act.At,
            Who = act.Who,
            Act = kind,
            EntityId = await EntityAsync(act.Archive, act.Entity, cancel),
            OtherId = act.Other is { } other ? await EntityAsync(act.Archive, other, cancel) : null,
            Text = act.Text,
            Kind = act.Kind,
            ArticleId = article,
            Key = act.Key,
            UndoneAt = act.UndoneAt,
        };
        if (await db.NameCorrections.AnyAsync(c => c.At == row.At && c.Act == row.Act && c.EntityId == row.EntityId,
            cancel))
            return null;
        db.NameCorrections.Add(row);
        names.Add(row);
        return null;
    }

    private static string Missing(string origin) => $"The article of a correction is not here: {origin}";

    /// <summary>The entity that is found under the same key; a new one where there is none.</summary>
    private async Task<long> EntityAsync(string archive, ExportedEntity entity, CancellationToken cancel)
    {
        if (await db.Entities.Where(e => e.Key == entity.Key).Select(e =>
            (long?)e.Id).FirstOrDefaultAsync(cancel) is { } known)
            return known;
        var next = (await db.Entities.MaxAsync(e => (long?)e.Id, cancel) ?? 0) + 1;
        var id = GivenNumbers.Take(numbers.HoldFor(archive) ? entity.Id : null, ref next,
            number => db.Entities.Any(e => e.Id == number));
        db.Entities.Add(new()
        {
            Id = id,
            Key = entity.Key,
            Name = entity.Name,
            FoundName = entity.Name,
            Slug = Slugs.Of(entity.Name),
            Kind = entity.Kind,
            FoundKind = entity.Kind,
            Country = entity.Country,
        });
        await db.SaveChangesAsync(cancel);
        return id;
    }

    /// <summary>The article that came from there, also where it is removed.</summary>
    private async Task<long?> ArticleAsync(string origin, CancellationToken cancel) =>
        await db.Articles.Where(a => a.Origin == origin).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancel)
        ?? await db.RemovedArticles.Where(a => a.Origin == origin).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancel);

    private async Task<string?> AddStoryAsync(ExportedAct act, CancellationToken cancel)
    {
        List<long> moved = [];
        foreach (var origin in act.Articles ?? [])
        {
            if (await ArticleAsync(origin, cancel) is not { } article) return Missing(origin);
            moved.Add(article);
        }
        if (await db.StoryCorrections.AnyAsync(c => c.At == act.At, cancel)) return null;
        var story = act.Story is { } from ? await StoryAsync(act.Archive, from, moved, cancel) : null;
        var target = act.Target is { } to ? await StoryAsync(act.Archive, to, moved, cancel) : null;
        if (act.Story is not null && story is null || act.Target is not null && target is null)
            return "The story of a correction is not here.";
        var row = new StoryCorrectionRow
        {
            At = act.At,
            Who = act.Who,
            StoryId = story,
            ArticleIds = act.Articles is null ? null : string.Join(' ', moved),
            TargetId = target,
            UndoneAt = act.UndoneAt,
        };
        db.StoryCorrections.Add(row);
        stories.Add(row);
        return null;
    }

    /// <summary>
    /// The same number where numbers hold; else the story of the article that it is told by; else a new one for those
    /// that were moved.
    /// </summary>
    private async Task<long?> StoryAsync(
        string archive, ExportedStoryNumber story, List<long> moved, CancellationToken cancel)
    {
        if (storiesHere.TryGetValue((archive, story.Id), out var known)) return known;
        var article = story.Article is { } origin ? await db.Articles.Where(a => a.Origin == origin)
            .Select(a => new { a.Id, a.FoundStoryId }).FirstOrDefaultAsync(cancel) : null;
        var holds = numbers.HoldFor(archive);
        if (holds && await db.Stories.AnyAsync(s => s.Id == story.Id, cancel)) return storiesHere[(archive,
            story.Id)] = story.Id;
        if (!holds && article?.FoundStoryId is { } found) return storiesHere[(archive, story.Id)] = found;
        if ((article?.Id ?? (moved.Count > 0 ? moved[0] : null as long?)) is not { } head) return null;
        var next = (await db.Stories.MaxAsync(s => (long?)s.Id, cancel) ?? 0) + 1;
        var id = holds ? story.Id : next;
        db.Stories.Add(new() { Id = id, HeadArticleId = head });
        await db.SaveChangesAsync(cancel);
        return storiesHere[(archive, story.Id)] = id;
    }

    /// <summary>A number without articles that leads to another: old addresses go on leading somewhere.</summary>
    private async Task<string?> NumberAsync(ExportedAct act, CancellationToken cancel)
    {
        if (!numbers.HoldFor(act.Archive) || act.Story is not { } story || act.Target is not { } target
            || await db.Stories.AnyAsync(s => s.Id == story.Id && s.Articles > 0, cancel)) return null;
        if (await db.Stories.FindAsync([story.Id], cancel) is not { } row)
        {
            var head = await db.Stories.Where(s => s.Id == target.Id).Select(s => (long?)s.HeadArticleId)
                .FirstOrDefaultAsync(cancel);
            if (head is null) return null;
            db.Stories.Add(row = new() { Id = story.Id, HeadArticleId = head.Value });
        }
        row.MovedToId = target.Id;
        return null;
    }

    private async Task<string?> AddSearchAsync(ExportedAct act, CancellationToken cancel)
    {
        if (act.Text is not { } name || act.Query is not { } query) return "A kept search has no name or no query.";
        if (await db.SavedSearches.AnyAsync(s => s.Name == name, cancel)) return null;
        if (!numbers.HoldFor(act.Archive) && $"&{query}".Split('=')[..^1].Any(part =>
            part.EndsWith("&entity", StringComparison.Ordinal) || part.EndsWith("&story", StringComparison.Ordinal)))
            return $"The kept search “{name}” asks for a name or story by its number, which means another here.";
        db.SavedSearches.Add(new()
        {
            Name = name,
            Query = query,
            CreatedAt = act.At,
            SeenArticleId = act.SeenArticle ?? 0,
            SeenAt = act.SeenAt ?? act.At,
        });
        return null;
    }
}

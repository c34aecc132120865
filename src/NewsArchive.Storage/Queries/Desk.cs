using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>What is kept of one article.</summary>
public sealed record Keeping(
    bool IsStarred, bool IsRead, IReadOnlyList<string> Tags, IReadOnlyList<NoteRow> Notes,
    IReadOnlyList<CollectionRow> Collections)
{
    public static readonly Keeping None = new(false, false, [], [], []);
}

/// <summary>A collection with its number of articles.</summary>
public sealed record CollectionSummary(long Id, string Name, int Articles);

/// <summary>A note with its article.</summary>
public sealed record NoteOnDesk(NoteRow Note, ArticleSummary Article);

/// <summary>
/// What people keep to come back to: stars, tags, notes and marked words, read marks, collections. Removed articles
/// keep theirs and are not listed.
/// </summary>
public sealed class Desk(ArchiveDb db, TimeProvider clock)
{
    /// <summary>Characters of a tag, of a note, and of the name of a collection.</summary>
    public const int LongestTag = 60, LongestNote = 4_000, LongestName = 100;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Keeping Of(long article)
    {
        var (isStarred, isRead) = (false, false);
        List<string> tags = [];
        List<NoteRow> notes = [];
        List<CollectionRow> collections = [];
        // All at once: an article's page asks for nothing twice.
        using var rows = SqlReader.Open(db.Database.GetDbConnection(),
            """
            SELECT 'star', 0, '', NULL, 0, At, At FROM Stars WHERE ArticleId = ?1
            UNION ALL SELECT 'read', 0, '', NULL, 0, At, At FROM ReadMarks WHERE ArticleId = ?1
            UNION ALL SELECT 'tag', 0, Tag, NULL, 0, At, At FROM Tags WHERE ArticleId = ?1
            UNION ALL SELECT 'note', Id, Text, Words, Copy, At, ChangedAt FROM Notes WHERE ArticleId = ?1
            UNION ALL SELECT 'collection', c.Id, c.Name, NULL, 0, c.At, c.At FROM Collected a
                JOIN Collections c ON c.Id = a.CollectionId WHERE a.ArticleId = ?1
            """, article);
        while (rows.Read())
            switch (rows.String(0))
            {
                case "star": isStarred = true; break;
                case "read": isRead = true; break;
                case "tag": tags.Add(rows.String(2)); break;
                case "note":
                    notes.Add(new()
                    {
                        Id = rows.Long(1),
                        ArticleId = article,
                        Text = rows.String(2),
                        Words = rows.StringOrNull(3),
                        Copy = (int)rows.Long(4),
                        At = rows.Time(5)!.Value,
                        ChangedAt = rows.Time(6)!.Value,
                    });
                    break;
                default: collections.Add(new() { Id = rows.Long(1), Name = rows.String(2) }); break;
            }
        return new(isStarred, isRead, [.. tags.Order(StringComparer.Ordinal)], [.. notes.OrderBy(n => n.Id)],
            [.. collections.OrderBy(c => c.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Which of some articles have a star, and which are read.</summary>
    public (HashSet<long> Starred, HashSet<long> Read) Marks(IEnumerable<long> articles)
    {
        var ids = string.Join(',', articles);
        HashSet<long> starred = [], read = [];
        using var rows = SqlReader.Open(db.Database.GetDbConnection(), $"SELECT 1, ArticleId FROM Stars WHERE ArticleId IN ({ids}) "
            + $"UNION ALL SELECT 0, ArticleId FROM ReadMarks WHERE ArticleId IN ({ids})");
        while (rows.Read()) (rows.Long(0) == 1 ? starred : read).Add(rows.Long(1));
        return (starred, read);
    }

    /// <summary>Gives or takes a star.</summary>
    public async Task StarAsync(long article, bool give, CancellationToken cancel = default)
    {
        await db.Stars.Where(s => s.ArticleId == article).ExecuteDeleteAsync(cancel);
        if (give && await IsThereAsync(article, cancel)) db.Stars.Add(new() { ArticleId = article, At = Now });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Marks as read, or as not read.</summary>
    public async Task MarkReadAsync(long article, bool read, CancellationToken cancel = default)
    {
        await db.ReadMarks.Where(s => s.ArticleId == article).ExecuteDeleteAsync(cancel);
        if (read && await IsThereAsync(article, cancel)) db.ReadMarks.Add(new() { ArticleId = article, At = Now });
        await db.SaveChangesAsync(cancel);
    }

    /// <param name="typed">One or several, with commas between them.</param>
    /// <returns>What is wrong, in words; null where it is done.</returns>
    public async Task<string?> TagAsync(IReadOnlyCollection<long> articles, string? typed, CancellationToken cancel = default)
    {
        var tags = (typed ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Normal).Distinct().ToList();
        if (tags.Count == 0) return "A tag is needed.";
        if (tags.Exists(t => t.Length > LongestTag)) return $"A tag has at most {LongestTag} characters.";
        var now = Now;
        foreach (var part in articles.Chunk(500))
        {
            var there = await db.Articles.Where(a => part.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
            var known = (await db.Tags.Where(t => there.Contains(t.ArticleId)).Select(t => new { t.ArticleId, t.Tag })
                .ToListAsync(cancel)).Select(t => (t.ArticleId, t.Tag)).ToHashSet();
            db.Tags.AddRange(there.SelectMany(a => tags.Where(t => !known.Contains((a, t)))
                .Select(t => new TagRow { ArticleId = a, Tag = t, At = now })));
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
        return null;
    }

    /// <summary>A tag as it is stored: in lower case, with single blanks.</summary>
    public static string Normal(string tag) =>
        string.Join(' ', tag.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public Task UntagAsync(long article, string tag, CancellationToken cancel = default) =>
        db.Tags.Where(t => t.ArticleId == article && t.Tag == tag).ExecuteDeleteAsync(cancel);

    /// <param name="words">Of the article, which are marked; null for a note on all of it.</param>
    /// <param name="copy">Which of the places with these words, from 0.</param>
    public async Task<string?> NoteAsync(
        long article, string? words, int copy, string? text, CancellationToken cancel = default)
    {
        words = string.IsNullOrWhiteSpace(words) ? null
            : string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text = text?.Trim() ?? "";
        if (text.Length == 0 && words is null) return "A note says something, or marks words of the article.";
        if (text.Length > LongestNote || words?.Length > LongestNote)
            return $"A note has at most {LongestNote} characters.";
        if (await db.Articles.Where(a => a.Id == article).Select(a => a.Body).FirstOrDefaultAsync(cancel) is not { } body)
            return $"There is no article {article}.";
        if (words is not null && NoteAnchor.Find(body, words, copy) is null)
            return "These words do not stand in the text of the article as it is now.";
        var now = Now;
        db.Notes.Add(new() { ArticleId = article, Words = words, Copy = copy, Text = text, At = now, ChangedAt = now });
        await db.SaveChangesAsync(cancel);
        return null;
    }

    public async Task<string?> ChangeNoteAsync(long note, string? text, CancellationToken cancel = default)
    {
        text = text?.Trim() ?? "";
        if (text.Length > LongestNote) return $"A note has at most {LongestNote} characters.";
        if (await db.Notes.FirstOrDefaultAsync(n => n.Id == note, cancel) is not { } row) return $"There is no note {note}.";
        if (text.Length == 0 && row.Words is null) return "A note says something; remove it instead.";
        (row.Text, row.ChangedAt) = (text, Now);
        await db.SaveChangesAsync(cancel);
        return null;
    }

    public Task RemoveNoteAsync(long note, CancellationToken cancel = default) =>
        db.Notes.Where(n => n.Id == note).ExecuteDeleteAsync(cancel);

    /// <summary>Puts articles at the end of the collection of that name, which is made where there is none.</summary>
    public async Task<string?> CollectAsync(
        IReadOnlyCollection<long> articles, string? name, CancellationToken cancel = default)
    {
        name = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > LongestName) return $"A name of 1 to {LongestName} characters is needed.";
        var collection = await db.Collections.FirstOrDefaultAsync(c => c.Name == name, cancel);
        if (collection is null)
        {
            db.Collections.Add(collection = new() { Name = name, At = Now });
            await db.SaveChangesAsync(cancel);
        }
        var id = collection.Id;
        var place = await db.Collected.Where(c => c.CollectionId == id).MaxAsync(c => (int?)c.Place, cancel) ?? 0;
        var known = await db.Collected.Where(c => c.CollectionId == id).Select(c => c.ArticleId).ToListAsync(cancel);
        var there = await db.Articles.Where(a => articles.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        foreach (var article in articles.Where(there.Contains).Except(known))
            db.Collected.Add(new() { CollectionId = id, ArticleId = article, Place = ++place });
        await db.SaveChangesAsync(cancel);
        return null;
    }

    public Task TakeOutAsync(long collection, long article, CancellationToken cancel = default) =>
        db.Collected.Where(c => c.CollectionId == collection && c.ArticleId == article).ExecuteDeleteAsync(cancel);

    /// <summary>Moves an article one place up or down.</summary>
    public async Task MoveAsync(long collection, long article, bool up, CancellationToken cancel = default)
    {
        var all = await db.Collected.Where(c => c.CollectionId == collection).OrderBy(c => c.Place).ToListAsync(cancel);
        var at = all.FindIndex(c => c.ArticleId == article);
        var other = up ? at - 1 : at + 1;
        if (at < 0 || other < 0 || other >= all.Count) return;
        (all[at].Place, all[other].Place) = (all[other].Place, all[at].Place);
        await db.SaveChangesAsync(cancel);
    }

    public async Task<string?> RenameAsync(long collection, string? name, CancellationToken cancel = default)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName) return $"A name of 1 to {LongestName} characters is needed.";
        if (await db.Collections.AnyAsync(c => c.Name == name && c.Id != collection, cancel))
            return $"There is a collection called “{name}” already.";
        await db.Collections.Where(c => c.Id == collection)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Name, name), cancel);
        return null;
    }

    /// <summary>Removes a collection; its articles stay.</summary>
    public async Task RemoveCollectionAsync(long collection, CancellationToken cancel = default)
    {
        await db.Collected.Where(c => c.CollectionId == collection).ExecuteDeleteAsync(cancel);
        await db.Collections.Where(c => c.Id == collection).ExecuteDeleteAsync(cancel);
    }

    public Task<List<CollectionSummary>> CollectionsAsync(CancellationToken cancel = default) =>
        db.Collections.OrderBy(c => c.Name).Select(c => new CollectionSummary(c.Id, c.Name,
            db.Collected.Count(a => a.CollectionId == c.Id && db.Articles.Any(x => x.Id == a.ArticleId))))
            .ToListAsync(cancel);

    /// <summary>Articles of a collection in its order.</summary>
    public async Task<(CollectionSummary Collection, List<ArticleSummary> Articles)?> CollectionAsync(
        long id, CancellationToken cancel = default)
    {
        if (await db.Collections.FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } row) return null;
        var ids = await db.Collected.Where(c => c.CollectionId == id).OrderBy(c => c.Place).Select(c => c.ArticleId)
            .ToListAsync(cancel);
        var articles = SummaryReader.InOrder(db.Database.GetDbConnection(), ids);
        return (new(id, row.Name, articles.Count), articles);
    }

    /// <summary>Tags with their numbers of articles, in order of the alphabet.</summary>
    public async Task<List<(string Tag, int Articles)>> TagsAsync(CancellationToken cancel = default) =>
        (await db.Tags.Where(t => db.Articles.Any(a => a.Id == t.ArticleId)).GroupBy(t => t.Tag)
            .Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync(cancel))
            .ConvertAll(g => (g.Key, g.Count));

    public Task<int> StarredAsync(CancellationToken cancel = default) =>
        db.Stars.CountAsync(s => db.Articles.Any(a => a.Id == s.ArticleId), cancel);

    /// <summary>Starred articles, the last starred first.</summary>
    public async Task<List<ArticleSummary>> LastStarredAsync(int count, CancellationToken cancel = default) =>
        SummaryReader.InOrder(db.Database.GetDbConnection(), await db.Stars
            .Where(s => db.Articles.Any(a => a.Id == s.ArticleId)).OrderByDescending(s => s.At).Take(count)
            .Select(s => s.ArticleId).ToListAsync(cancel));

    /// <summary>Notes with their articles, the last written first.</summary>
    public async Task<List<NoteOnDesk>> NotesAsync(int count, CancellationToken cancel = default)
    {
        var notes = await db.Notes.AsNoTracking().Where(n => db.Articles.Any(a => a.Id == n.ArticleId))
            .OrderByDescending(n => n.ChangedAt).ThenByDescending(n => n.Id).Take(count).ToListAsync(cancel);
        var articles = SummaryReader.Read(db.Database.GetDbConnection(), notes.Select(n => n.ArticleId).Distinct());
        return [.. notes.Where(n => articles.ContainsKey(n.ArticleId)).Select(n => new NoteOnDesk(n, articles[n.ArticleId]))];
    }

    private Task<bool> IsThereAsync(long article, CancellationToken cancel) =>
        db.Articles.AnyAsync(a => a.Id == article, cancel);
}

/// <summary>Where the words of a note stand in a text, whatever its blanks and line ends are.</summary>
public static class NoteAnchor
{
    /// <returns>UTF-16 offsets in the text; null where the words do not stand there.</returns>
    public static (int Start, int End)? Find(string text, string words, int copy)
    {
        (int, int)? found = null;
        var at = 0;
        for (var n = 0; n <= copy; n++)
        {
            if (Next(text, words, at) is not { } place) break;
            (found, at) = (place, place.Start + 1);
        }
        // A text that was read again may have fewer of the same words: the last one is nearest.
        return found;
    }

    private static (int Start, int End)? Next(string text, string words, int from)
    {
        for (var start = from; start < text.Length; start++)
        {
            start = text.IndexOf(words[0], start);
            if (start < 0) return null;
            if (EndOf(text, words, start) is { } end) return (start, end);
        }
        return null;
    }

    private static int? EndOf(string text, string words, int at)
    {
        foreach (var c in words)
        {
            if (c != ' ')
            {
                if (at >= text.Length || text[at++] != c) return null;
                continue;
            }
            var begin = at;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == begin) return null;
        }
        return at;
    }
}

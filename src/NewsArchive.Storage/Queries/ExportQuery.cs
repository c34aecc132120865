using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Exports;
using NewsArchive.Metadata;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>Articles as they leave the archive, batch by batch: memory does not grow with their number.</summary>
public sealed class ExportQuery(Archive archive)
{
    private const int BatchSize = 256;

    /// <summary>Numbers of all articles.</summary>
    public IReadOnlyList<int> All() => [.. SearchCache.Of(archive).Columns().All.Ids()];

    /// <summary>What addresses of articles are made of, and when each was last stored.</summary>
    public async Task<List<(long Id, string Slug, DateTime UpdatedAt)>> AddressesAsync(
        IReadOnlyList<int> ids, CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        List<(long, string, DateTime)> addresses = [];
        foreach (var part in ids.Chunk(BatchSize))
        {
            var batch = part.Select(id => (long)id).ToList();
            addresses.AddRange((await db.Articles.Where(a => batch.Contains(a.Id)).OrderBy(a => a.Id)
                .Select(a => new { a.Id, a.Slug, a.UpdatedAt }).ToListAsync(cancel)).Select(a => (a.Id, a.Slug,
                    a.UpdatedAt)));
        }
        return addresses;
    }

    /// <summary>What citations, tables and texts need of articles, in the order of the numbers.</summary>
    public async IAsyncEnumerable<ListedArticle> ListedAsync(
        IReadOnlyList<int> ids, bool withNames, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        await using var snapshot = await BeginAsync(db, cancel);
        foreach (var part in ids.Chunk(BatchSize))
        {
            var batch = part.Select(id => (long)id).ToList();
            var rows = await db.Articles.AsNoTracking().Where(a => batch.Contains(a.Id)).ToDictionaryAsync(a => a.Id,
                cancel);
            var authors = await AuthorsAsync(db, batch, cancel);
            var names = withNames ? await NamesAsync(db, batch, cancel) : null;
            foreach (var id in batch)
                if (rows.TryGetValue(id, out var row))
                    yield return new(row, ArticleSummary.Of(row), [.. authors[id]],
                        names is null ? [] : [.. names[id]]);
        }
    }

    /// <summary>Articles with all that the archive knows of them, in the order of the numbers.</summary>
    public async IAsyncEnumerable<ExportedArticle> ArticlesAsync(
        IReadOnlyList<int> ids, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        await using var snapshot = await BeginAsync(db, cancel);
        var identity = await IdentityAsync(db, cancel);
        foreach (var part in ids.Chunk(BatchSize))
        {
            var batch = part.Select(id => (long)id).ToList();
            foreach (var article in await BatchAsync(db, identity, batch, cancel)) yield return article;
        }
    }

    private static async Task<List<ExportedArticle>> BatchAsync(
        ArchiveDb db, string identity, List<long> batch, CancellationToken cancel)
    {
        var rows = await db.Articles.AsNoTracking().Where(a => batch.Contains(a.Id))
            .Join(db.Originals, a => a.OriginalId, o => o.Id, (a, o) => new { Row = a, o.Content, o.Length })
            .ToDictionaryAsync(a => a.Row.Id, cancel);
        var readings = (await db.Readings.AsNoTracking().Where(r => batch.Contains(r.ArticleId)).ToListAsync(cancel))
            .ToDictionary(r => r.ArticleId, r => StoredReading.Read(r.Data));
        var authors = await AuthorsAsync(db, batch, cancel);
        var mentions = await MentionsAsync(db, batch, cancel);
        var quotes = (await db.Quotes.AsNoTracking().Where(q => batch.Contains(q.ArticleId))
            .Select(q => new
            {
                q.ArticleId,
                Quote = new ExportedQuote(q.Id, q.Start, q.End, q.Line, q.Text,
                    db.Entities.Where(e => e.Id == q.SpeakerId).Select(e => e.Name).FirstOrDefault(), q.SpeakerId,
                        q.Cue),
            }).ToListAsync(cancel)).ToLookup(q => q.ArticleId, q => q.Quote);
        var revisions = (await db.Revisions.AsNoTracking().Where(r => batch.Contains(r.ArticleId))
            .Join(db.Originals, r => r.OriginalId, o => o.Id, (r, o) => new { Row = r, o.Content, o.Length })
            .ToListAsync(cancel)).ToLookup(r => r.Row.ArticleId);
        var corrections = (await db.LineCorrections.AsNoTracking().Where(c =>
            batch.Contains(c.ArticleId)).OrderBy(c => c.Id)
            .ToListAsync(cancel)).ToLookup(c => c.ArticleId);
        var stories = rows.Values.Select(r => r.Row.StoryId).OfType<long>().Distinct().ToList();
        var headlines = await db.Stories.Where(s => stories.Contains(s.Id))
            .Join(db.Articles, s => s.HeadArticleId, a => a.Id, (s, a) => new { s.Id, a.Headline })
            .ToDictionaryAsync(s => s.Id, s => s.Headline, cancel);
        List<ExportedArticle> articles = [];
        foreach (var id in batch)
        {
            if (!rows.TryGetValue(id, out var found)) continue;
            var row = found.Row;
            var reading = readings.GetValueOrDefault(id, StoredReading.None);
            var evidence = reading.Evidence.ToLookup(e => e.Field);
            articles.Add(new()
            {
                Archive = identity,
                Id = id,
                ExternalId = row.ExternalId,
                Path = row.Path,
                Ordinal = row.Ordinal,
                Origin = row.Origin,
                Format = row.Format,
                Encoding = row.Encoding,
                Headline = Field(evidence["headline"], row.Headline),
                Standfirst = Field(evidence["standfirst"], row.Standfirst),
                Bylines = Field<string[]>(evidence["bylines"], authors.Contains(id) ? [.. authors[id]] : null),
                Source = Field(evidence["source"], row.SourceName),
                SourceId = row.SourceId,
                Published = Field(evidence["published"], ArticleSummary.Of(row).Published?.ToString()),
                PublishedAt = row.Published,
                PublishedPrecision = row.PublishedPrecision,
                PublishedOffset = row.PublishedOffset,
                Updated = Field(evidence[Evidence.Updated],
                    evidence[Evidence.Updated].FirstOrDefault(e => !e.IsRejected)?.Value),
                Dateline = Field(evidence["dateline"], row.Dateline),
                Language = Field(evidence["language"], row.Language),
                Url = Field(evidence["url"], row.Url),
                Body = row.Body,
                Words = row.Words,
                Names = [.. NamesOf(mentions[id], row.Body)],
                Quotes = [.. quotes[id].OrderBy(q => q.Start)],
                Story = row.StoryId is null && row.FoundStoryId is null ? null : new(row.StoryId,
                    row.StoryId is { } story ? headlines.GetValueOrDefault(story) : null, row.FoundStoryId),
                CopyOf = row.CopyOfId,
                Lines = reading.Lines,
                Repairs = [.. reading.Repairs],
                NameIds = mentions[id].DistinctBy(m => m.FoundKey).ToImmutableSortedDictionary(m => m.FoundKey,
                    m => m.FoundId,
                    StringComparer.Ordinal),
                Supplied = row.Supplied,
                ContentHash = row.ContentHash,
                Original = new(found.Length, found.Content),
                Revisions = [.. revisions[id].OrderBy(r => r.Row.Number).Select(r => new ExportedRevision(r.Row.Number,
                    r.Row.ReadAt, r.Row.Headline, r.Row.Body, new(r.Length, r.Content)))],
                LineCorrections = [.. corrections[id].Select(c => new ExportedLineCorrection(c.At, c.Text, c.Copy,
                    c.IsKept,
                    c.Kind, c.Rule, c.Confidence, c.UndoneAt))],
                AddedAt = row.AddedAt,
                UpdatedAt = row.UpdatedAt,
            });
        }
        return articles;
    }

    private static ExportedField<T> Field<T>(IEnumerable<FieldEvidence> evidence, T? value)
    {
        var all = evidence.ToList();
        return all.Find(e => !e.IsRejected) is not { } kept
            ? new(value, value is null ? InferenceStatus.Absent : InferenceStatus.Inferred, 0, null, null, [])
            : new(kept.Status == InferenceStatus.Absent ? default : value, kept.Status, kept.Confidence, kept.Line,
                kept.Words,
                [.. all.Where(e => e.IsRejected).Select(e => new Rejected(e.Value ?? "", e.Words ?? ""))]);
    }

    private sealed record Mention(
        long Article, int Start, int End, int Line, long EntityId, string Name, EntityKind Kind, long FoundId,
            string FoundKey);

    private static async Task<ILookup<long, Mention>> MentionsAsync(ArchiveDb db, List<long> batch,
        CancellationToken cancel) =>
        (await db.Mentions.Where(m => batch.Contains(m.ArticleId))
            .Join(db.Entities, m => m.EntityId, e => e.Id, (m, e) => new { Mention = m, Entity = e })
            .Join(db.Entities, m => m.Mention.FoundId, f => f.Id, (m, f) => new Mention(m.Mention.ArticleId,
                m.Mention.Start,
                m.Mention.End, m.Mention.Line, m.Entity.Id, m.Entity.Name, m.Entity.Kind, f.Id, f.Key))
            .ToListAsync(cancel)).ToLookup(m => m.Article);

    private static IEnumerable<ExportedName> NamesOf(IEnumerable<Mention> mentions, string body) => mentions
        .OrderBy(m => m.Start).GroupBy(m => m.EntityId).Select(g => new ExportedName(g.Key, g.First().Name,
            g.First().Kind,
            [.. g.Select(m => new ExportedMention(m.Start, m.End, m.Line, body[m.Start..m.End]))]));

    private static async Task<ILookup<long, string>> AuthorsAsync(ArchiveDb db, List<long> batch,
        CancellationToken cancel) =>
        (await db.ArticleAuthors.Where(a => batch.Contains(a.ArticleId))
            .Join(db.Authors, a => a.AuthorId, x => x.Id, (a, x) => new
            {
                a.ArticleId,
                a.Place,
                x.Name
            }).ToListAsync(cancel))
            .OrderBy(a => a.Place).ToLookup(a => a.ArticleId, a => a.Name);

    /// <summary>Who and what is named, the most often named first; without what is hidden by hand.</summary>
    private static async Task<ILookup<long, EntitySummary>> NamesAsync(ArchiveDb db, List<long> batch,
        CancellationToken cancel) =>
        (await db.ArticleEntities.Where(n => batch.Contains(n.ArticleId))
            .Join(db.Entities.Where(e => !e.IsHidden), n => n.EntityId, e => e.Id,
                (n, e) => new
                {
                    n.ArticleId,
                    Name = new EntitySummary(e.Id, e.Slug, e.Name, e.Kind,
                    n.Mentions)
                }).ToListAsync(cancel))
            .OrderByDescending(n => n.Name.Count).ThenBy(n => n.Name.Name, StringComparer.Ordinal)
            .ToLookup(n => n.ArticleId, n => n.Name);

    /// <summary>What people did by hand to names and stories, and the searches that they keep.</summary>
    public async Task<List<ExportedAct>> ActsAsync(CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        await using var snapshot = await BeginAsync(db, cancel);
        var identity = await IdentityAsync(db, cancel);
        return
        [
            .. await NameActsAsync(db, identity, cancel),
            .. await StoryActsAsync(db, identity, cancel),
            .. (await db.SavedSearches.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancel)).Select(s =>
                new ExportedAct
            {
                Archive = identity,
                Act = ActReplay.Search,
                At = s.CreatedAt,
                Text = s.Name,
                Query = s.Query,
                SeenAt = s.SeenAt,
                SeenArticle = s.SeenArticleId,
            }),
        ];
    }

    private static async Task<List<ExportedAct>> NameActsAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        var acts = await db.NameCorrections.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel);
        var ids = acts.SelectMany(a => new[] { a.EntityId, a.OtherId }).OfType<long>().Distinct().ToList();
        var entities = await db.Entities.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id,
            e => new ExportedEntity(e.Id, e.Key, e.FoundName, e.FoundKind, e.Country), cancel);
        var origins = await OriginsAsync(db, acts.Select(a => a.ArticleId).OfType<long>(), cancel);
        return acts.ConvertAll(a => new ExportedAct
        {
            Archive = identity,
            Act = a.Act.ToString().ToLowerInvariant(),
            At = a.At,
            UndoneAt = a.UndoneAt,
            Entity = entities[a.EntityId],
            Other = a.OtherId is { } other ? entities[other] : null,
            Text = a.Text,
            Kind = a.Kind,
            Key = a.Key,
            Article = a.ArticleId is { } article ? origins.GetValueOrDefault(article) : null,
        });
    }

    private static async Task<List<ExportedAct>> StoryActsAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        var acts = await db.StoryCorrections.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel);
        var gone = await db.Stories.AsNoTracking().Where(s => s.Articles == 0 && s.MovedToId != null).OrderBy(s => s.Id)
            .ToListAsync(cancel);
        var ids = acts.SelectMany(a => new[] { a.StoryId, a.TargetId }).OfType<long>().Distinct().ToList();
        var told = await db.Articles.Where(a => a.FoundStoryId != null && ids.Contains(a.FoundStoryId.Value))
            .GroupBy(a => a.FoundStoryId!.Value).Select(g => new { Story = g.Key, Article = g.Min(a => a.Id) })
            .ToDictionaryAsync(g => g.Story, g => g.Article, cancel);
        var origins = await OriginsAsync(db, told.Values.Concat(acts.SelectMany(StoryCorrectionRules.ArticlesOf)),
            cancel);
        ExportedStoryNumber? Number(long? story) => story is not { } id ? null
            : new(id, told.TryGetValue(id, out var article) ? origins.GetValueOrDefault(article) : null);
        return
        [
            .. acts.Select(a => new ExportedAct
            {
                Archive = identity,
                Act = a.StoryId is null ? ActReplay.StoryMove : ActReplay.StoryMerge,
                At = a.At,
                UndoneAt = a.UndoneAt,
                Story = Number(a.StoryId),
                Target = Number(a.TargetId),
                Articles = a.ArticleIds is null ? null
                    : [.. StoryCorrectionRules.ArticlesOf(a).Where(origins.ContainsKey).Select(id => origins[id])],
            }),
            .. gone.Select(s => new ExportedAct
            {
                Archive = identity,
                Act = ActReplay.StoryNumber,
                Story = new(s.Id, null),
                Target = new(s.MovedToId!.Value, null),
            }),
        ];
    }

    private static async Task<Dictionary<long, string>> OriginsAsync(
        ArchiveDb db, IEnumerable<long> articles, CancellationToken cancel)
    {
        var ids = articles.Distinct().ToList();
        return await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Origin })
            .ToDictionaryAsync(a => a.Id, a => a.Origin, cancel);
    }

    /// <summary>What the archive is told from others by.</summary>
    public async Task<string> IdentityAsync(CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        return await IdentityAsync(db, cancel);
    }

    private static Task<string> IdentityAsync(ArchiveDb db, CancellationToken cancel) =>
        db.Identity.AsNoTracking().Select(i => i.Id).SingleAsync(cancel);

    /// <summary>One state of the archive for all that is read until it is disposed of.</summary>
    private static async Task<DbTransaction> BeginAsync(ArchiveDb db, CancellationToken cancel)
    {
        var snapshot = ReadSnapshot.Begin(db.Database.GetDbConnection());
        await db.Database.UseTransactionAsync(snapshot, cancel);
        return snapshot;
    }
}

/// <summary>An article as citations, tables and texts show it.</summary>
/// <param name="Names">Who and what is named, with the number of mentions, the most often named first; empty unless
/// asked
/// for.</param>
public sealed record ListedArticle(
    ArticleRow Row, ArticleSummary Summary, ImmutableArray<string> Authors, ImmutableArray<EntitySummary> Names);

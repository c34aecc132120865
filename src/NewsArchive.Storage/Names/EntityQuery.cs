using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;

namespace NewsArchive.Storage.Names;

/// <summary>A mention with the words around it.</summary>
/// <param name="Start">Offset of the name in <paramref name="Sentence"/>.</param>
public sealed record MentionInContext(long ArticleId, int Line, string Sentence, int Start, int Length);

/// <summary>An article that names an entity, with its mentions.</summary>
public sealed record NamingArticle(ArticleSummary Article, int Mentions, IReadOnlyList<MentionInContext> InContext);

/// <summary>An entity named in the same articles.</summary>
/// <param name="Entity">With the number of articles that name both.</param>
/// <param name="Strength">See <see cref="Association.LogLikelihood"/>; 0 where the archive is too small to
/// tell.</param>
public sealed record AssociatedEntity(EntitySummary Entity, double Strength);

/// <summary>Another written form.</summary>
/// <param name="ArticleId">Where it was joined first; null for one that was joined by hand.</param>
public sealed record AliasView(string Text, string Reason, long? ArticleId);

/// <summary>Everything an entity's page shows.</summary>
/// <param name="Known">What the lists that ship with the program know of it.</param>
/// <param name="Belonging">For a people the country, for a country its people.</param>
/// <param name="SourceUnknown">Articles of unknown source that name it.</param>
/// <param name="Said">What it is quoted with.</param>
/// <param name="About">Quotes of others whose words hold the name.</param>
public sealed record EntityView(
    EntityRow Entity, KnownName? Known, IReadOnlyList<EntitySummary> Belonging, IReadOnlyList<AliasView> Aliases,
    Page<NamingArticle> Articles, DateTime? First, DateTime? Last,
    Timeline Timeline, IReadOnlyList<AssociatedEntity> With, IReadOnlyList<SourceSummary> Sources, int SourceUnknown,
    IReadOnlyList<StorySummary> Stories,
    Page<SameQuote> Said, Page<SameQuote> About);

/// <summary>The entities around one, and how they hang coOccurring.</summary>
/// <param name="Around">The most closely associated first.</param>
/// <param name="Links">Pairs of them by place in <paramref name="Around"/>, with the number of articles that name
/// both.</param>
public sealed record Neighbourhood(
    EntitySummary Centre, IReadOnlyList<AssociatedEntity> Around,
    IReadOnlyList<(int One, int Other, int Articles)> Links);

public sealed class EntityQuery(ArchiveDb db)
{
    /// <summary>Mentions shown of one article.</summary>
    private const int MentionsShown = 3;

    /// <summary>Rows of the side lists.</summary>
    private const int ListLength = 15;

    /// <summary>Quotes and stories shown.</summary>
    private const int FewShown = 6;

    /// <summary>Entities that a picture holds.</summary>
    private const int MostAround = 14;

    public Task<EntityRow?> RowAsync(long id, CancellationToken cancel = default) =>
        db.Entities.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancel);

    /// <summary>The entity, or the one that it was merged into.</summary>
    public async Task<EntityRow?> CurrentAsync(long id, CancellationToken cancel = default)
    {
        var entity = await RowAsync(id, cancel);
        return entity?.ReplacedById is { } into ? await RowAsync(into, cancel) : entity;
    }

    public async Task<EntityView?> FindAsync(long id, int number, int size, CancellationToken cancel = default)
    {
        if (await RowAsync(id, cancel) is not { } entity) return null;
        var naming = Naming(id);
        var total = await naming.CountAsync(cancel);
        var rows = await naming.AsNoTracking().OrderByDescending(a => a.Published).ThenByDescending(a => a.Id)
            .Skip(Paging.Offset(number, size)).Take(size).Select(ArticleSummary.FromRow).ToListAsync(cancel);
        var sources =
            await naming.Where(a => a.SourceId != null).GroupBy(a => a.SourceId)
                .Select(g => new { Id = g.Key!.Value, Count = g.Count() })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Id).Take(ListLength)
                .Join(db.Sources, g => g.Id, s => s.Id,
                (g, s) => new SourceSummary(s.Id, s.Slug, s.Name, g.Count, null, null)).ToListAsync(cancel);
        var quotes = new QuoteQuery(db);
        var known = Gazetteer.Find(entity.FoundName) is { } form && form.Kind == entity.Kind ? form : null;
        return new(
            entity,
            known,
            await BelongingAsync(entity, known, cancel),
            await AliasesAsync(entity, cancel),
            new(await InContextAsync(rows, id, cancel), total, number, size),
            await naming.MinAsync(a => a.Published, cancel),
            await naming.MaxAsync(a => a.Published, cancel),
            await Timeline.OfAsync(naming, cancel),
            [.. (await AssociatedAsync(id, total, cancel)).Take(ListLength)],
            [.. sources.OrderByDescending(s => s.Articles).ThenBy(s => s.Name, StringComparer.Ordinal)],
            await naming.CountAsync(a => a.SourceId == null, cancel),
            await StoriesAsync(naming, cancel),
            await quotes.ByAsync(id, 1, FewShown, cancel),
            await quotes.AboutAsync(id, 1, FewShown, cancel));
    }

    /// <summary>Articles that name the entity, the newest first.</summary>
    public Task<List<ArticleSummary>> NewestAsync(long id, int count, CancellationToken cancel = default) =>
        Naming(id).AsNoTracking().OrderByDescending(a => a.Published).ThenByDescending(a => a.Id).Take(count)
            .Select(ArticleSummary.FromRow).ToListAsync(cancel);

    public async Task<Neighbourhood?> AroundAsync(long id, CancellationToken cancel = default)
    {
        if (await RowAsync(id, cancel) is not { } entity) return null;
        var around = (await AssociatedAsync(id, entity.Articles, cancel)).Take(MostAround).ToList();
        var ids = around.ConvertAll(a => a.Entity.Id);
        var pairs =
            await db.ArticleEntities.Where(a => ids.Contains(a.EntityId))
                .Join(db.ArticleEntities.Where(b => ids.Contains(b.EntityId)), a => a.ArticleId, b => b.ArticleId,
                (a, b) => new { One = a.EntityId, Other = b.EntityId })
            .Where(p => p.One < p.Other).GroupBy(p => new { p.One, p.Other })
                .Select(g => new { g.Key.One, g.Key.Other, Count = g.Count() }).ToListAsync(cancel);
        return new(new(entity.Id, entity.Slug, entity.Name, entity.Kind, entity.Articles), around,
            [.. pairs.Select(p => (ids.IndexOf(p.One), ids.IndexOf(p.Other), p.Count))
                .OrderByDescending(p => p.Count)]);
    }

    /// <summary>
    /// The corrections that touch an entity, or all, the latest first, each with the names of its entities.
    /// </summary>
    public async Task<List<(NameCorrectionRow Act, EntityRow Entity, EntityRow? Other)>> CorrectionsAsync(
        long? id, CancellationToken cancel = default)
    {
        var acts =
            await db.NameCorrections.AsNoTracking().Where(c => id == null || c.EntityId == id || c.OtherId == id)
                .OrderByDescending(c => c.Id).ToListAsync(cancel);
        var ids = acts.SelectMany(a => new[] { a.EntityId, a.OtherId ?? a.EntityId }).Distinct().ToList();
        var entities = await db.Entities.AsNoTracking().Where(e => ids.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, cancel);
        return acts.ConvertAll(a => (a, entities[a.EntityId], a.OtherId is { } other ? entities[other] : null));
    }

    private IQueryable<ArticleRow> Naming(long id) =>
        db.ArticleEntities.Where(e => e.EntityId == id).Join(db.Articles, e => e.ArticleId, a => a.Id, (e, a) => a);

    private async Task<List<AssociatedEntity>> AssociatedAsync(long id, int articles, CancellationToken cancel)
    {
        var all = await db.Articles.CountAsync(cancel);
        var ids = db.ArticleEntities.Where(e => e.EntityId == id).Select(e => e.ArticleId);
        var coOccurring =
            await db.ArticleEntities.Where(e => ids.Contains(e.ArticleId) && e.EntityId != id).GroupBy(e => e.EntityId)
            .Select(g => new { Id = g.Key, Count = g.Count() })
            .Join(db.Entities.Where(e => !e.IsHidden), g => g.Id, e => e.Id,
                (g, e) => new { e.Id, e.Slug, e.Name, e.Kind, e.Articles, g.Count }).ToListAsync(cancel);
        return [.. coOccurring.Select(e =>
            new AssociatedEntity(new(e.Id, e.Slug, e.Name, e.Kind, e.Count),
                Association.LogLikelihood(e.Count, articles, e.Articles, all)))
            .OrderByDescending(e => e.Strength).ThenByDescending(e => e.Entity.Count)
            .ThenBy(e => e.Entity.Name, StringComparer.Ordinal)];
    }

    private async Task<List<AliasView>> AliasesAsync(EntityRow entity, CancellationToken cancel)
    {
        var merged = await db.Entities.AsNoTracking().Where(e => e.ReplacedById == entity.Id).ToListAsync(cancel);
        var acts = await db.NameCorrections.AsNoTracking().Where(c => c.UndoneAt == null).ToListAsync(cancel);
        var split =
            acts.Where(a =>
                a is { Act: NameCorrectionKind.Split, Text: not null, ArticleId: null } && a.EntityId == entity.Id)
                .Select(a => a.Text).ToHashSet();
        List<AliasView> result = [];
        foreach (var other in merged)
            result.Add(new(other.Name,
                acts.LastOrDefault(a => a.Act == NameCorrectionKind.Merge && a.EntityId == other.Id) is { } merge
                    ? string.Create(CultureInfo.InvariantCulture, $"merged by hand on {merge.At:d MMMM yyyy}")
                    : "joined by hand", null));
        if (entity.Name != entity.FoundName)
            result.Add(new(entity.FoundName, "the name as found; renamed by hand", null));
        var owners = merged.ConvertAll(m => m.Id);
        owners.Add(entity.Id);
        var aliases = await db.Aliases.AsNoTracking().Where(a => owners.Contains(a.EntityId)).ToListAsync(cancel);
        result.AddRange(aliases.Where(a => !split.Contains(a.Text))
            .Select(a => new AliasView(a.Text, a.Reason, a.ArticleId == 0 ? null : a.ArticleId)));
        return [.. result.Where(a => a.Text != entity.Name).DistinctBy(a => a.Text)
            .OrderBy(a => a.Text, StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<List<EntitySummary>> BelongingAsync(EntityRow entity, KnownName? known, CancellationToken cancel)
    {
        if (known?.Country is not { } country
            || known is not ({ Kind: EntityKind.Group } or { Type: NameType.Country })) return [];
        var kind = known.Kind == EntityKind.Group ? EntityKind.Place : EntityKind.Group;
        var others =
            await db.Entities.AsNoTracking()
                .Where(e => e.Kind == kind && e.Country == country && e.Articles > 0 && !e.IsHidden)
                .ToListAsync(cancel);
        return [.. others.Where(e =>
            kind == EntityKind.Group || Gazetteer.Find(e.FoundName) is { Type: NameType.Country })
            .OrderByDescending(e => e.Articles)
            .Select(e => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, e.Articles))];
    }

    private async Task<List<StorySummary>> StoriesAsync(IQueryable<ArticleRow> naming, CancellationToken cancel)
    {
        var ids = naming.Where(a => a.StoryId != null).Select(a => a.StoryId!.Value);
        var rows =
            await db.Stories.AsNoTracking().Where(s => ids.Contains(s.Id) && s.Articles > 1)
                .OrderByDescending(s => s.To).ThenByDescending(s => s.Id).Take(FewShown).ToListAsync(cancel);
        return await StorySummary.OfAsync(db, rows, cancel);
    }

    private async Task<List<NamingArticle>> InContextAsync(
        List<ArticleSummary> articles, long entity, CancellationToken cancel)
    {
        var ids = articles.Select(a => a.Id).ToList();
        var mentions =
            await db.Mentions.AsNoTracking().Where(m => m.EntityId == entity && ids.Contains(m.ArticleId))
                .OrderBy(m => m.Start).ToListAsync(cancel);
        var bodies = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Body })
            .ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
        return [.. articles.Select(a =>
        {
            var here = mentions.Where(m => m.ArticleId == a.Id).ToList();
            return new NamingArticle(a, here.Count,
                [.. here.DistinctBy(m => m.Line).Take(MentionsShown).Select(m => Context(bodies[a.Id], m))]);
        })];
    }

    /// <summary>The sentence around a mention, within its paragraph.</summary>
    private static MentionInContext Context(string body, MentionRow mention)
    {
        const int Reach = 160;
        var from = mention.Start;
        while (from > 0 && body[from - 1] != '\n'
            && !(mention.Start - from > 20 && body[from - 1] == ' ' && from > 1 && body[from - 2] is '.' or '!' or '?')
            && !(mention.Start - from > Reach && body[from - 1] == ' ')) from--;
        var to = mention.End;
        while (to < body.Length && body[to] != '\n'
            && !(to - mention.End > 20 && body[to - 1] is '.' or '!' or '?' && body[to] == ' ')
            && !(to - mention.End > Reach && body[to] == ' ')) to++;
        var before = IsInside(body, from - 1) ? "… " : "";
        var after = IsInside(body, to) ? " …" : "";
        return new(mention.ArticleId, mention.Line, before + body[from..to] + after,
            before.Length + mention.Start - from, mention.End - mention.Start);
    }

    /// <summary>True where a cut falls inside a sentence.</summary>
    private static bool IsInside(string body, int at) =>
        at > 0 && at < body.Length && body[at] == ' ' && body[at - 1] is not ('.' or '!' or '?' or '”');
}

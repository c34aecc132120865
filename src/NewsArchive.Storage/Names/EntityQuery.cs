using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

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
/// <param name="ArticleId">Where it was joined first; null for one that was joined by hand or by the archive.</param>
public sealed record AliasView(string Text, string Reason, long? ArticleId)
{
    /// <summary>The entity by the reading of single articles, where the archive tells that this one is meant.</summary>
    public long? Linked { get; init; }

    /// <summary>Articles in which it is so; null for all that have it.</summary>
    public int? InArticles { get; init; }
}

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
    Page<SameQuote> Said, Page<SameQuote> About)
{
    /// <summary>All articles of the archive in each period of the timeline.</summary>
    public IReadOnlyList<int> Coverage { get; init; } = [];
    public Company Company { get; init; } = new([], []);
}

/// <summary>A stretch of time with a short name.</summary>
public sealed record NamedPeriod(DateOnly From, DateOnly To, string Label);

/// <summary>Who is named together with an entity, in how many articles of which time.</summary>
public sealed record Company(
    IReadOnlyList<NamedPeriod> Periods, IReadOnlyList<(EntitySummary Name, IReadOnlyList<int> Counts)> Names);

/// <summary>The entities around one, and how they hang coOccurring.</summary>
/// <param name="Around">The most closely associated first.</param>
/// <param name="Links">Pairs of them by place in <paramref name="Around"/>, with the number of articles that name
/// both.</param>
public sealed record Neighbourhood(
    EntitySummary Centre, IReadOnlyList<AssociatedEntity> Around,
    IReadOnlyList<(int One, int Other, int Articles)> Links);

public sealed class EntityQuery(Archive archive, ArchiveDb db)
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

    /// <summary>The entity, or the one that it was merged into, or that it means wherever it stands.</summary>
    public async Task<EntityRow?> CurrentAsync(long id, CancellationToken cancel = default)
    {
        var entity = await RowAsync(id, cancel);
        if (entity is { Articles: 0, ReplacedById: null } && await db.NameLinks
            .Where(l => l.FoundId == id && l.ArticleId == 0).Select(l =>
                (long?)l.IntoId).FirstOrDefaultAsync(cancel) is { } meant)
            entity = await RowAsync(meant, cancel);
        return entity?.ReplacedById is { } into ? await RowAsync(into, cancel) : entity;
    }

    /// <param name="entity">As it is in the archive now.</param>
    public async Task<EntityView> ViewAsync(EntityRow entity, int number, int size, CancellationToken cancel = default)
    {
        var (cache, id) = (SearchCache.Of(archive), entity.Id);
        var columns = cache.Columns();
        var naming = Naming(columns, id);
        var newest = columns.NewestOf(naming).Skip(Paging.Offset(number, size)).Take(size).Select(a =>
            (long)a).ToList();
        var sources = columns.SourcesOf(naming);
        var (said, about) = new QuoteQuery(archive, db).ByAndAbout(id, FewShown);
        var stories = Stories(columns, naming);
        var summaries = SummaryReader.Read(Connection, newest.Concat(stories.Select(s => s.HeadArticleId)));
        var with = Associated(columns, naming, id, ListLength);
        var known = Gazetteer.Find(entity.FoundName) is { } form && form.Kind == entity.Kind ? form : null;
        return new(
            entity,
            known,
            Belonging(entity, known),
            await AliasesAsync(entity, cancel),
            new(InContext([.. newest.Where(summaries.ContainsKey).Select(a => summaries[a])], id), naming.Count(),
                number, size),
            SourceNames.Time(sources.Where(s => s.First > 0).Select(s => s.First).DefaultIfEmpty().Min()),
            SourceNames.Time(sources.Select(s => s.Last).DefaultIfEmpty().Max()),
            columns.TimesOf(naming),
            with,
            [.. SourceNames.Summaries(cache, sources).Take(ListLength).Select(s => s with { First = null,
                Last = null })],
            SourceNames.Unknown(sources),
            [.. stories.Where(s => summaries.ContainsKey(s.HeadArticleId)).Select(s => StorySummary.Of(s,
                summaries[s.HeadArticleId]))],
            said,
            about)
        {
            Coverage = Facets.CountsOf(columns.TimesOf(naming), columns.Days),
            Company = CompanyOf(columns, naming, [.. with.Take(MostCompany)]),
        };
    }

    /// <summary>Columns of the picture of who is named with an entity, and its rows.</summary>
    private const int MostPeriods = 5, MostCompany = 8;

    private Company CompanyOf(ArticleColumns columns, Bitmap naming, List<AssociatedEntity> with)
    {
        var bars = columns.TimesOf(naming).Periods.Where(p => !p.IsGap && p.Articles > 0).ToList();
        if (with.Count == 0 || bars.Count < 2) return new([], []);
        var periods = bars.Chunk((bars.Count + MostPeriods - 1) / MostPeriods).Select(part =>
            new NamedPeriod(part[0].From, part[^1].To, LabelOf(part[0], part[^1]))).ToList();
        var byArticle = SearchCache.Of(archive).Facets().Entities;
        var counts = periods.ConvertAll(period =>
        {
            var (from, behind) = (period.From.ToDateTime(default).Ticks,
                period.To.ToDateTime(default).Ticks + TimeSpan.TicksPerDay);
            Dictionary<int, int> found = [];
            foreach (var article in naming.Ids())
                if (columns.Published[article] >= from && columns.Published[article] < behind)
                    foreach (var other in byArticle.Of(article)) found[other] = found.GetValueOrDefault(other) + 1;
            return found;
        });
        return new(periods, [.. with.Select(w => (w.Entity,
            (IReadOnlyList<int>)[.. counts.Select(c => c.GetValueOrDefault((int)w.Entity.Id))]))]);
    }

    private static string LabelOf(Period first, Period last)
    {
        var format = first.Unit switch { TimeUnit.Day => "d MMM", TimeUnit.Month => "MMM yy", _ => "yyyy" };
        var (from, to) = (first.From.ToString(format, CultureInfo.InvariantCulture), last.From.ToString(format,
            CultureInfo.InvariantCulture));
        return from == to ? from : $"{from} – {to}";
    }

    /// <summary>Articles that name the entity, the newest first.</summary>
    public List<ArticleSummary> Newest(long id, int count)
    {
        var columns = SearchCache.Of(archive).Columns();
        return SummaryReader.InOrder(Connection,
            [.. columns.NewestOf(Naming(columns, id)).Take(count).Select(a => (long)a)]);
    }

    private DbConnection Connection => db.Database.GetDbConnection();

    public async Task<Neighbourhood?> AroundAsync(long id, CancellationToken cancel = default)
    {
        if (await RowAsync(id, cancel) is not { } entity) return null;
        var columns = SearchCache.Of(archive).Columns();
        var around = Associated(columns, Naming(columns, id), id, MostAround);
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

    private Bitmap Naming(ArticleColumns columns, long id)
    {
        var set = new Bitmap(columns.Size);
        using var rows = SqlReader.Open(Connection, "SELECT ArticleId FROM ArticleEntities WHERE EntityId = ?", id);
        while (rows.Read()) set.Add((int)rows.Long(0));
        return set.And(columns.All);
    }

    private List<AssociatedEntity> Associated(ArticleColumns columns, Bitmap naming, long id, int most)
    {
        // Some of the first may be hidden, and of those that are as strong the alphabet decides.
        const int LookedAt = 4;
        var byArticle = SearchCache.Of(archive).Facets().Entities;
        var (counts, totals, articles) = (byArticle.Count(naming), byArticle.Totals, naming.Count());
        List<(long Id, int Count, double Strength)> found = [];
        for (var other = 0; other < counts.Length; other++)
            if (counts[other] > 0 && other != id)
                found.Add((other, counts[other],
                    Association.LogLikelihood(counts[other], articles, totals[other], columns.Count)));
        var best = found.OrderByDescending(f => f.Strength).ThenByDescending(f => f.Count).Take(LookedAt * most)
            .ToDictionary(f => f.Id);
        List<AssociatedEntity> named = [];
        using (var rows = SqlReader.Open(Connection,
            $"SELECT Id, Slug, Name, Kind FROM Entities WHERE NOT IsHidden AND Id IN ({string.Join(',', best.Keys)})"))
            while (rows.Read())
                named.Add(new(new(rows.Long(0), rows.String(1), rows.String(2), rows.Enum<EntityKind>(3),
                    best[rows.Long(0)].Count), best[rows.Long(0)].Strength));
        return [.. named.OrderByDescending(e => e.Strength).ThenByDescending(e => e.Entity.Count)
            .ThenBy(e => e.Entity.Name, StringComparer.Ordinal).Take(most)];
    }

    private async Task<List<AliasView>> AliasesAsync(EntityRow entity, CancellationToken cancel)
    {
        var forms = await db.Entities.AsNoTracking().Where(e => e.Id == entity.Id || e.ReplacedById == entity.Id)
            .Select(e => new
            {
                Entity = e,
                Aliases = db.Aliases.Where(a => a.EntityId == e.Id).ToList(),
                Links = db.NameLinks.Where(l => l.IntoId == e.Id)
                    .Join(db.Entities, l => l.FoundId, f => f.Id,
                        (l, f) => new { l.FoundId, f.FoundName, l.ArticleId, l.Reason })
                    .ToList(),
            }).ToListAsync(cancel);
        var merged = forms.Select(f => f.Entity).Where(e => e.Id != entity.Id).ToList();
        var acts = SearchCache.Of(archive).Kept("corrections of names", _ =>
            db.NameCorrections.AsNoTracking().Where(c => c.UndoneAt == null).ToList());
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
        result.AddRange(forms.SelectMany(f => f.Links).GroupBy(l => (l.FoundId, l.FoundName))
            .Select(g => new AliasView(g.Key.FoundName,
                g.GroupBy(l => l.Reason).OrderByDescending(r => r.Count()).ThenBy(r => r.Key,
                    StringComparer.Ordinal).First().Key, null)
            {
                Linked = g.Key.FoundId,
                InArticles = g.Any(l => l.ArticleId == 0) ? null : g.Count(),
            }));
        result.AddRange(forms.SelectMany(f => f.Aliases).Where(a => !split.Contains(a.Text))
            .Select(a => new AliasView(a.Text, a.Reason, a.ArticleId == 0 ? null : a.ArticleId)));
        return [.. result.Where(a => a.Linked is not null || a.Text != entity.Name).OrderBy(a => a.Linked is null)
            .DistinctBy(a => (a.Text, a.Linked)).DistinctBy(a => (a.Text, a.Linked is null ? "" : a.Reason))
            .OrderBy(a => a.Text, StringComparer.OrdinalIgnoreCase)];
    }

    private List<EntitySummary> Belonging(EntityRow entity, KnownName? known)
    {
        if (known?.Country is not { } country
            || known is not ({ Kind: EntityKind.Group } or { Type: NameType.Country })) return [];
        var kind = known.Kind == EntityKind.Group ? EntityKind.Place : EntityKind.Group;
        // Peoples, countries and places in them are few.
        var all = SearchCache.Of(archive).Kept("names of countries", _ => db.Entities.AsNoTracking()
            .Where(e => e.Country != null && e.Articles > 0 && !e.IsHidden).ToList());
        return [.. all.Where(e => e.Kind == kind && e.Country == country
            && (kind == EntityKind.Group || Gazetteer.Find(e.FoundName) is { Type: NameType.Country }))
            .OrderByDescending(e => e.Articles)
            .Select(e => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, e.Articles))];
    }

    private List<StoryRow> Stories(ArticleColumns columns, Bitmap naming)
    {
        HashSet<int> named = [.. naming.Ids().Select(article => columns.Story[article])];
        return [.. StoryList.Of(archive).Newest.Where(s => s.Articles > 1 && named.Contains((int)s.Id)).Take(FewShown)];
    }

    private List<NamingArticle> InContext(List<ArticleSummary> articles, long entity)
    {
        var contexts = articles.ToDictionary(a => a.Id, _ => new List<MentionInContext>());
        var counts = new Dictionary<long, int>();
        using (var rows = SqlReader.Open(Connection,
            // The plus keeps the engine from going through all that the entity is named in.
            "SELECT m.ArticleId, m.Start, m.\"End\", m.Line, a.Body FROM Articles a CROSS JOIN Mentions m "
            + $"WHERE m.ArticleId = a.Id AND +m.EntityId = ? AND a.Id IN ({string.Join(',', contexts.Keys)}) ORDER BY m.ArticleId, m.Start",
                entity))
            while (rows.Read())
            {
                var (article, line) = (rows.Long(0), (int)rows.Long(3));
                counts[article] = counts.GetValueOrDefault(article) + 1;
                if (contexts[article].Count < MentionsShown && contexts[article].TrueForAll(c => c.Line != line))
                    contexts[article].Add(Context(rows.String(4),
                        new()
                        {
                            ArticleId = article,
                            Start = (int)rows.Long(1),
                            End = (int)rows.Long(2),
                            Line = line
                        }));
            }
        return [.. articles.Select(a => new NamingArticle(a, counts.GetValueOrDefault(a.Id), contexts[a.Id]))];
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

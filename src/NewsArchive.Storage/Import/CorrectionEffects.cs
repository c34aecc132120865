using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Import;

/// <summary>Brings rows up to date with corrections that are stored, in force or undone. Expects a transaction.</summary>
internal sealed class CorrectionEffects(ArchiveDb db)
{
    /// <summary>Notes which articles an act lists.</summary>
    public static void List(ArchiveDb db, long act, IEnumerable<long> articles)
    {
        using var rows = RowInserter<CorrectedArticleRow>.Into(db, orIgnore: true);
        foreach (var article in articles) rows.Insert(new() { CorrectionId = act, ArticleId = article });
    }

    public async Task ApplyAsync(IReadOnlyCollection<CorrectionRow> acts, CancellationToken cancel)
    {
        if (acts.Count == 0) return;
        db.ChangeTracker.Clear();
        HashSet<long> articles = [];
        if (acts.Any(a => a.Kind is CorrectionKind.MergeSource or CorrectionKind.RenameSource
            || a.Kind == CorrectionKind.Different && a.Value == "source"))
            articles.UnionWith(await DescribeSourcesAsync(cancel));
        if (acts.Any(a => a.Kind is CorrectionKind.MergeAuthor or CorrectionKind.RenameAuthor))
            await DescribeAuthorsAsync(cancel);
        foreach (var act in acts.Where(a => FieldCorrectionRules.Fields.Contains(a.Kind)))
            articles.UnionWith(act.SubjectId is { } source
                ? await db.Articles.Where(a => a.SourceId == source || db.Sources.Any(s => s.Id == a.FoundSourceId
                    && (s.ReplacedById ?? s.Id) == source)).Select(a => a.Id).ToListAsync(cancel)
                : await ListedAsync(act, cancel));
        if (articles.Count > 0) new FieldAssignment(db).Assign(articles.Order());
        foreach (var act in acts.Where(a => a.Kind is CorrectionKind.Speaker or CorrectionKind.NotAQuote))
            foreach (var article in await ListedAsync(act, cancel)) AssignQuotes(article);
        // What two names were told apart by hand, the archive does not join.
        var apart = acts.Where(a => a is { Kind: CorrectionKind.Different, Value: "entity" }).ToList();
        NameLinker.Touch(db, apart.SelectMany(a => new[] { a.SubjectId!.Value, a.TargetId!.Value }));
        if (apart.Count > 0) await new NameLinker(db).RunAsync(cancel);
        await ContentChange.MarkAsync(db, cancel);
    }

    /// <summary>Puts the sources of one house together, in archives that were made before that was told.</summary>
    public async Task JoinHousesAsync(CancellationToken cancel)
    {
        var articles = await DescribeSourcesAsync(cancel);
        if (articles.Count > 0) new FieldAssignment(db).Assign(articles.Order());
    }

    private Task<List<long>> ListedAsync(CorrectionRow act, CancellationToken cancel) =>
        db.CorrectedArticles.Where(c => c.CorrectionId == act.Id).Select(c => c.ArticleId).ToListAsync(cancel);

    /// <returns>The articles of the sources that changed.</returns>
    private async Task<List<long>> DescribeSourcesAsync(CancellationToken cancel)
    {
        var sources = await db.Sources.OrderBy(s => s.Id).ToListAsync(cancel);
        var rules = SourceHouses.Of(db, sources);
        List<long?> changed = [];
        foreach (var source in sources)
        {
            var (name, end) = (rules.NameOf(source.Id, source.FoundName), rules.End(source.Id));
            if (name == source.Name && end == (source.ReplacedById ?? source.Id)) continue;
            changed.AddRange([source.Id, source.ReplacedById, end]);
            (source.Name, source.Slug) = (name, Slugs.Of(name));
            source.ReplacedById = end == source.Id ? null : end;
        }
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return await db.Articles.Where(a => changed.Contains(a.SourceId) || changed.Contains(a.FoundSourceId))
            .Select(a => a.Id).ToListAsync(cancel);
    }

    private async Task DescribeAuthorsAsync(CancellationToken cancel)
    {
        var acts = await db.Corrections.AsNoTracking().Where(c => c.Kind == CorrectionKind.MergeAuthor
            || c.Kind == CorrectionKind.RenameAuthor).ToListAsync(cancel);
        var rules = new MergeRules(acts, CorrectionKind.MergeAuthor, CorrectionKind.RenameAuthor);
        var ids = acts.Select(a => a.SubjectId!.Value).Distinct().ToList();
        foreach (var author in await db.Authors.Where(a => ids.Contains(a.Id)).ToListAsync(cancel))
        {
            author.Name = rules.NameOf(author.Id, author.FoundName);
            author.ReplacedById = rules.End(author.Id) is var end && end != author.Id ? end : null;
        }
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Speakers by hand, and of others whoever most mentions of that name in the article belong to. What is no quote
    /// goes; it comes back when its article is read again.
    /// </summary>
    private void AssignQuotes(long article)
    {
        var rules = QuoteCorrectionRules.InForce(db, [article]);
        var owners = db.Mentions.AsNoTracking().Where(m => m.ArticleId == article).AsEnumerable()
            .GroupBy(m => m.FoundId).ToDictionary(g => g.Key, g => g.GroupBy(m => m.EntityId)
                .OrderByDescending(o => o.Count()).ThenBy(o => o.Key).First().Key);
        var quotes = db.Quotes.Where(q => q.ArticleId == article).OrderBy(q => q.Start).ToList();
        foreach (var (quote, copy) in quotes.Index(q => q.Text))
        {
            var act = rules.Of(article, quote.Text, copy);
            if (act?.Kind == CorrectionKind.NotAQuote)
            {
                db.QuoteShingles.Where(s => s.QuoteId == quote.Id).ExecuteDelete();
                db.Quotes.Remove(quote);
            }
            else if (act is not null)
                quote.SpeakerId = db.Entities.Where(e => e.Id == act.TargetId).Select(e =>
                    (long?)(e.ReplacedById ?? e.Id))
                    .FirstOrDefault();
            else quote.SpeakerId = quote.SpeakerFoundId is { } found ? owners.GetValueOrDefault(found, found) : null;
        }
        db.SaveChanges();
        db.ChangeTracker.Clear();
    }
}

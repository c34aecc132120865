using Microsoft.EntityFrameworkCore;
using NewsArchive.Notation;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>What a correction of a field would do.</summary>
/// <param name="Changed">Articles that would show another value.</param>
/// <param name="Samples">Some of them, with their value before and after, as the log tells values.</param>
public sealed record CorrectionPreview(
    int Changed, int Unchanged, IReadOnlyList<(ArticleSummary Article, string? Before, string? After)> Samples);

/// <summary>
/// Corrects fields of articles, speakers of quotes, sources and authors by hand. Every act is kept with who did it and
/// when, holds for later imports and readings, and can be undone.
/// </summary>
public sealed class ArticleCorrector(Archive archive, ArticlePipeline pipeline, TimeProvider clock, Actor actor)
{
    /// <summary>Characters of a value, at most.</summary>
    public const int LongestValue = 1_000;

    /// <summary>Articles shown before a correction is done.</summary>
    private const int Samples = 3;

    private static bool IsField(CorrectionKind kind) => FieldCorrectionRules.Fields.Contains(kind);

    /// <returns>The value as it is stored, or in words what is wrong with it.</returns>
    public static (string? Value, string? Problem) Read(CorrectionKind field, string? typed)
    {
        var value = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
        if (!IsField(field)) return (null, "That is no field that can be corrected.");
        if (value is null) return (null, null);
        if (value.Length > LongestValue) return (null, $"A value has at most {LongestValue} characters.");
        switch (field)
        {
            case CorrectionKind.Published:
                try
                {
                    return (WrittenDate.Parse(value).ToString(), null);
                }
                catch (FormatException)
                {
                    return (null, $"“{value}” is no date. Write 2026-02-12, 2026-02, 2026 or 2026-02-12T09:30:00Z.");
                }
            case CorrectionKind.Language:
                return value.Length is 2 or 3 && value.All(char.IsAsciiLetter) ? (value.ToLowerInvariant(), null)
                    : (null, $"“{value}” is no code of a language. Write two letters, such as en.");
            case CorrectionKind.Bylines:
                return (ArticleFields.JoinBylines(value.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries
                    | StringSplitOptions.TrimEntries)), null);
            default:
                return value.Any(char.IsControl) && field != CorrectionKind.Standfirst
                    ? (null, "A value is one line of text.") : (string.Join(' ', value.Split((char[]?)null,
                        StringSplitOptions.RemoveEmptyEntries)), null);
        }
    }

    /// <summary>What a correction would change, without doing it.</summary>
    public CorrectionPreview Preview(CorrectionKind field, string? value, ArticleScope scope)
    {
        using var db = archive.Db();
        List<(long Id, string? Before)> changed = [];
        var unchanged = 0;
        foreach (var part in ArticlesOf(db, scope).Chunk(1_000))
            foreach (var stored in StoredFields.Of(db, part))
                if (Shown(field, stored) is var before && before != value) changed.Add((stored.Article, before));
                else unchanged++;
        var samples = changed.Take(Samples).ToDictionary(c => c.Id, c => c.Before);
        var summaries = SummaryReader.InOrder(db.Database.GetDbConnection(), [.. samples.Keys]);
        return new(changed.Count, unchanged, [.. summaries.Select(s => (s, samples[s.Id], value))]);
    }

    private static string? Shown(CorrectionKind field, StoredFields stored) => field switch
    {
        CorrectionKind.Headline => stored.Shown.Headline,
        CorrectionKind.Standfirst => stored.Shown.Standfirst,
        CorrectionKind.Bylines => stored.Shown.Bylines,
        CorrectionKind.Source => stored.ShownSource,
        CorrectionKind.Language => stored.Shown.Language,
        _ => stored.Shown.Published is { } at
            ? new WrittenDate(at, stored.Shown.Precision ?? DatePrecision.Day).ToString() : null,
    };

    /// <summary>Gives a field of articles another value.</summary>
    /// <param name="typed">Nothing for “not known”.</param>
    public async Task<ActOutcome> CorrectAsync(
        CorrectionKind field, string? typed, ArticleScope scope, CancellationToken cancel = default)
    {
        var (value, problem) = Read(field, typed);
        if (problem is not null) return ActOutcome.Not(problem);
        return await ActAsync(db =>
        {
            if (scope.Articles.Count == 0 && scope.Source is null) return (null, "There is no article to correct.");
            return (new() { Kind = field, Value = value, SubjectId = scope.Source, Scope = scope.Said }, null);
        }, scope.Articles, cancel);
    }

    /// <summary>Makes one source, or author, part of another; its address leads there from now on.</summary>
    /// <param name="merge">Of sources or of authors.</param>
    public Task<ActOutcome> MergeAsync(CorrectionKind merge, long id, long into, CancellationToken cancel = default) =>
        ActAsync(db =>
        {
            var known = Houses(db, merge);
            if (!known.TryGetValue(id, out var own)) return (null, $"There is no {Said(merge)} {id}.");
            if (!known.TryGetValue(into, out var other)) return (null, $"There is no {Said(merge)} {into}.");
            if (id == into) return (null, $"{own.Name} cannot be merged into itself.");
            if (own.ReplacedById is not null) return (null, $"{own.Name} is part of another one already.");
            if (other.ReplacedById is not null) return (null, $"{other.Name} is itself part of another one.");
            return (new() { Kind = merge, SubjectId = id, TargetId = into }, null);
        }, [], cancel);

    /// <param name="rename">Of a source or of an author.</param>
    public Task<ActOutcome> RenameAsync(CorrectionKind rename, long id, string? name, CancellationToken cancel = default) =>
        ActAsync(db =>
        {
            name = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (name.Length is 0 or > NameCorrector.LongestName)
                return (null, $"A name of 1 to {NameCorrector.LongestName} characters is needed.");
            var known = Houses(db, rename);
            if (!known.TryGetValue(id, out var own)) return (null, $"There is no {Said(rename)} {id}.");
            if (own.Name == name) return (null, $"It is called {name} already.");
            if (known.FirstOrDefault(k => k.Key != id && k.Value.ReplacedById is null
                && k.Value.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Key: > 0 and var other })
                return (null, $"There is a {Said(rename)} called {name} already ({other}); merge the two instead.");
            return (new() { Kind = rename, SubjectId = id, Value = name }, null);
        }, [], cancel);

    /// <summary>Says that two that look like one are two.</summary>
    /// <param name="what">entity, source or author.</param>
    public Task<ActOutcome> TellApartAsync(string what, long one, long other, CancellationToken cancel = default) =>
        ActAsync(_ => (new()
        {
            Kind = CorrectionKind.Different,
            Value = what,
            SubjectId = Math.Min(one, other),
            TargetId = Math.Max(one, other),
        }, null), [], cancel);

    /// <summary>Says who said a quote; null for nobody that is known.</summary>
    public Task<ActOutcome> SpeakerAsync(long quote, long? entity, CancellationToken cancel = default) =>
        QuoteAsync(quote, CorrectionKind.Speaker, entity, cancel);

    /// <summary>Says that words in quotation marks are nobody's words.</summary>
    public Task<ActOutcome> NotAQuoteAsync(long quote, CancellationToken cancel = default) =>
        QuoteAsync(quote, CorrectionKind.NotAQuote, null, cancel);

    private async Task<ActOutcome> QuoteAsync(
        long quote, CorrectionKind kind, long? entity, CancellationToken cancel)
    {
        long article;
        await using (var db = archive.Db())
            article = await db.Quotes.Where(q => q.Id == quote).Select(q => q.ArticleId).FirstOrDefaultAsync(cancel);
        return await ActAsync(db =>
        {
            var same = db.Quotes.AsNoTracking().Where(q => q.ArticleId == article).OrderBy(q => q.Start)
                .Select(q => new { q.Id, q.Text }).AsEnumerable().Index(q => q.Text).FirstOrDefault(q => q.Of.Id == quote);
            if (same.Of is not { Text: var words }) return (null, $"There is no quote {quote}.");
            if (entity is { } by && !db.Entities.Any(e => e.Id == by && e.ReplacedById == null))
                return (null, $"There is no name {by}. Its number stands in its address.");
            var copy = same.Copy;
            // Those that were taken for no quotes are counted too: their places are those of the reading.
            var gone = db.CorrectedArticles.Where(c => c.ArticleId == article).Join(db.Corrections.Where(c =>
                c.UndoneAt == null && c.Kind == CorrectionKind.NotAQuote && c.Value == words),
                a => a.CorrectionId, c => c.Id, (a, c) => c.Copy).Order().ToList();
            foreach (var before in gone.Where(g => g <= copy)) copy++;
            return (new() { Kind = kind, Value = words, Copy = copy, TargetId = entity }, null);
        }, [article], cancel);
    }

    /// <param name="number">Of the act.</param>
    public async Task<ActOutcome> UndoAsync(long number, CancellationToken cancel = default)
    {
        await using var db = archive.DbForWork();
        await db.Database.OpenConnectionAsync(cancel);
        CorrectionRow act;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            if (await db.Corrections.FirstOrDefaultAsync(c => c.Id == number, cancel) is not { } found)
                return ActOutcome.Not($"There is no correction {number}.");
            if (found.UndoneAt is not null) return ActOutcome.Not($"Correction {number} is undone already.");
            if (found.Kind == CorrectionKind.Remove)
                return ActOutcome.Not($"Correction {number} removed articles; bring them back from the bin.");
            act = found;
            act.UndoneAt = clock.GetUtcNow().UtcDateTime;
            await db.SaveChangesAsync(cancel);
            await new CorrectionEffects(db).ApplyAsync([act], cancel);
            await transaction.CommitAsync(cancel);
        }
        await FollowAsync(db, act, cancel);
        return new(number, null);
    }

    private async Task<ActOutcome> ActAsync(
        Func<ArchiveDb, (CorrectionRow? Act, string? Problem)> decide, IReadOnlyCollection<long> articles,
        CancellationToken cancel)
    {
        await using var db = archive.DbForWork();
        await db.Database.OpenConnectionAsync(cancel);
        CorrectionRow act;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            var (decided, problem) = decide(db);
            if (decided is null) return ActOutcome.Not(problem!);
            act = decided;
            (act.At, act.Who) = (clock.GetUtcNow().UtcDateTime, actor.Name);
            db.Corrections.Add(act);
            await db.SaveChangesAsync(cancel);
            CorrectionEffects.List(db, act.Id, articles);
            await new CorrectionEffects(db).ApplyAsync([act], cancel);
            await transaction.CommitAsync(cancel);
        }
        await FollowAsync(db, act, cancel);
        return new(act.Id, null);
    }

    /// <summary>What takes a transaction of its own: relating articles anew, and reading one again.</summary>
    private async Task FollowAsync(ArchiveDb db, CorrectionRow act, CancellationToken cancel)
    {
        await using var store = new ArticleStore(archive, clock);
        if (act is { Kind: CorrectionKind.NotAQuote, UndoneAt: not null })
        {
            var articles = await db.CorrectedArticles.Where(c => c.CorrectionId == act.Id).Select(c => c.ArticleId)
                .ToListAsync(cancel);
            foreach (var article in articles)
                if (await StoredArticle.ReadAsync(db, pipeline, article, null, cancel) is { } again)
                    await store.StoreAsync([again], force: true, cancel);
        }
        if (IsField(act.Kind) || act.Kind == CorrectionKind.NotAQuote) await store.LinkAsync(cancel);
    }

    internal static IEnumerable<long> ArticlesOf(ArchiveDb db, ArticleScope scope) => scope.Source is { } source
        ? db.Articles.Where(a => a.SourceId == source).Select(a => a.Id).ToList() : scope.Articles;

    private static string Said(CorrectionKind kind) =>
        kind is CorrectionKind.MergeSource or CorrectionKind.RenameSource ? "source" : "author";

    private static Dictionary<long, (string Name, long? ReplacedById)> Houses(ArchiveDb db, CorrectionKind kind) =>
        kind is CorrectionKind.MergeSource or CorrectionKind.RenameSource
            ? db.Sources.AsNoTracking().ToDictionary(s => s.Id, s => (s.Name, s.ReplacedById))
            : db.Authors.AsNoTracking().ToDictionary(a => a.Id, a => (a.Name, a.ReplacedById));
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <summary>One part of a score, in words.</summary>
/// <param name="Kind">text, names, words, main, nearness, neighbours, person or date.</param>
public sealed record Reason(string Kind, string Detail, double Weight);

/// <summary>A related article; the weights of the reasons add up to the score.</summary>
public sealed record RelatedView(
    ArticleSummary Article, Relation Relation, double Score, ImmutableArray<Reason> Reasons);

/// <summary>What belongs with an article, and why.</summary>
public sealed class RelatedQuery(Archive archive, ArchiveDb db)
{
    /// <summary>Names and words that a reason lists.</summary>
    private const int ListedNames = 6, ListedWords = 5;

    /// <summary>A name is called rare where it occurs in so small a share of an archive of some size.</summary>
    private const double RareShare = 0.02;
    private const int SomeSize = 100;

    /// <summary>
    /// Related articles by kind of relation, the strongest first. Copies stand for the text they copy: what is related
    /// to one is to all.
    /// </summary>
    public async Task<List<RelatedView>> OfAsync(long id, CancellationToken cancel = default) =>
        (await WithAsync(id, null, cancel)).Related;

    /// <summary>The same, and the articles themselves by number, with one more where one is named.</summary>
    internal async Task<(List<RelatedView> Related, IReadOnlyDictionary<long, ArticleSummary> Articles)> WithAsync(
        long id, long? also, CancellationToken cancel)
    {
        var columns = SearchCache.Of(archive).Columns();
        var root = id < columns.Size ? columns.Original[id] : id;
        if (root == ArticleColumns.None) root = id;
        var relations = await db.Relations.AsNoTracking().Where(r => r.ArticleId == root || r.OtherId == root)
            .ToListAsync(cancel);
        var texts = relations.Where(r => r.Relation == Relation.SameText)
            .ToDictionary(r => r.ArticleId == root ? r.OtherId : r.ArticleId, r => r.Score);
        if (texts.TryGetValue(id, out var own)) texts[root] = own;
        texts.Remove(id);
        var others = relations.Where(r => r.Relation != Relation.SameText)
            .ToDictionary(r => r.ArticleId == root ? r.OtherId : r.ArticleId);
        var ids = others.Keys.Concat(texts.Keys).ToList();
        var read = also is { } more && more != id && !ids.Contains(more) ? ids.Append(more).ToList() : ids;
        if (read.Count == 0) return ([], new Dictionary<long, ArticleSummary>());
        var byId = SummaryReader.Read(db.Database.GetDbConnection(), read);
        if (ids.Count == 0) return ([], byId);
        var articles = ids.Where(byId.ContainsKey).Select(other => byId[other]).ToList();
        List<RelatedView> views =
            [.. articles.Where(a => texts.ContainsKey(a.Id))
                .Select(a => new RelatedView(a, Relation.SameText, texts[a.Id],
            [new("text",
                a.Id == root || id == root
                    ? string.Create(CultureInfo.InvariantCulture,
                    $"{texts[a.Id]:P0} of the word sequences of the shorter text") : "copy of the same text",
                texts[a.Id])]))];
        var all = others.Keys.Append(root).ToList();
        var named =
            (await db.ArticleEntities.Where(e => all.Contains(e.ArticleId))
                .Join(db.Entities.Where(e => !e.IsHidden), e => e.EntityId, x => x.Id,
                (e, x) => new { e.ArticleId, x.Id, x.Name, x.Articles }).ToListAsync(cancel))
                .ToLookup(n => n.ArticleId);
        var signatures = await db.StorySignatures.AsNoTracking().Where(s => all.Contains(s.ArticleId))
            .ToDictionaryAsync(s => s.ArticleId, s => ArticleSignature.FromBytes(s.Data, x => x), cancel);
        foreach (var article in articles.Where(a => others.ContainsKey(a.Id)))
        {
            var row = others[article.Id];
            var shared =
                named[root].Where(n => named[article.Id].Any(o => o.Id == n.Id)).OrderBy(n => n.Articles)
                    .ThenBy(n => n.Name, StringComparer.Ordinal)
                .Select(n => columns.Count >= SomeSize && n.Articles <= RareShare * columns.Count ? n.Name + " (rare here)" : n.Name)
                    .ToList();
            views.Add(new(article, row.Relation, row.Score,
                [.. Reasons(row, shared, signatures[root], signatures[article.Id],
                    DaysApart(columns.Published[root], article))]));
        }
        return ([.. views.OrderBy(v => v.Relation).ThenByDescending(v => v.Score).ThenBy(v => v.Article.Id)], byId);
    }

    /// <param name="published">Ticks; 0 where there is no date.</param>
    private static int? DaysApart(long published, ArticleSummary other) => published > 0 && other.PublishedAt is { } at
        ? Math.Abs((int)(published / TimeSpan.TicksPerDay) - DateOnly.FromDateTime(at).DayNumber) : null;

    private static IEnumerable<Reason> Reasons(
        RelationRow row, List<string> names, ArticleSignature one, ArticleSignature other, int? apart)
    {
        if (row.Names != 0)
            yield return new("names", names.Count == 0 ? "names in common" : "shared: " + Listed(names, ListedNames),
                row.Names);
        if (row.Words != 0)
        {
            var words =
                one.Terms.Where(t => !t.IsName && other.Terms.Any(o => o.Text == t.Text && !o.IsName))
                    .Select(t => t.Text).ToList();
            yield return new("words",
                words.Count == 0 ? "words in common" : "words: " + string.Join(", ", words.Take(ListedWords)),
                row.Words);
        }
        if (row.Main != 0)
        {
            var main = one.MainTerms.Intersect(other.MainTerms).ToList();
            yield return new("main",
                main.Count == 0
                    ? "words that say most in common" : "about: " + string.Join(", ", main.Take(ListedWords)),
                row.Main);
        }
        if (row.Nearness != 0)
            yield return new("nearness", "how near they are, by what else is near them", row.Nearness);
        if (row.Neighbours != 0)
            yield return new("neighbours", "the same articles are nearest to both", row.Neighbours);
        if (row.Person != 0)
            yield return new("person",
                row.Person > 0 ? "both speak most of the same person" : "they speak most of different people",
                row.Person);
        if (apart is { } days)
            yield return new("date", days == 0 ? "same day" : days == 1 ? "one day apart" : $"{days} days apart",
                row.Days);
    }

    private static string Listed(List<string> names, int most) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
}

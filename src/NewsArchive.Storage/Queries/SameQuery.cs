// Observation: one person, source or author stands in an archive under two spellings, and only a person can tell for
// certain.
// Idea: pairs whose spellings could be one are asked about, those with the most articles first, each with what speaks
// for it and what against. A “no” is kept, so that the question does not come again.
// Known failure: two spellings without a word in common are never asked about.
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Queries;

/// <summary>What two that look like one are.</summary>
public enum SameKind { Entity, Source, Author }

/// <summary>One of two that look like one.</summary>
public sealed record SameSide(long Id, string Slug, string Name, EntityKind? Kind, int Articles, DateTime? First,
    DateTime? Last);

/// <summary>A question: are these the same?</summary>
/// <param name="Left">The one with more articles.</param>
public sealed record SameQuestion(
    SameKind Kind, SameSide Left, SameSide Right, IReadOnlyList<string> For, IReadOnlyList<string> Against)
{
    /// <summary>Tells the question from others.</summary>
    public string Key => $"{Kind}-{Left.Id}-{Right.Id}";
}

/// <summary>Names, sources and authors that could be one.</summary>
public sealed class SameQuery(Archive archive, ArchiveDb db)
{
    /// <summary>Names with fewer articles are not asked about: there are too many.</summary>
    private const int FewestArticles = 2;

    /// <summary>Questions that are looked for.</summary>
    private const int Most = 500;

    private readonly SearchCache cache = SearchCache.Of(archive);

    private DbConnection Connection => db.Database.GetDbConnection();

    private sealed record Pair(SameKind Kind, long One, long Other, string Why, int Articles);

    /// <summary>How many questions there are of each kind.</summary>
    public IReadOnlyDictionary<SameKind, int> Counts() =>
        Open().GroupBy(p => p.Kind).ToDictionary(g => g.Key, g => g.Count());

    /// <param name="after">Questions to pass over, as their keys: those answered with “later”.</param>
    public SameQuestion? Next(SameKind? kind, IReadOnlyCollection<string> after)
    {
        foreach (var pair in Open().Where(p => kind is null || p.Kind == kind))
            if (Ask(pair) is { } question && !after.Contains(question.Key)) return question;
        return null;
    }

    /// <summary>The question about two that the archive joined, or any two; null where either is not there.</summary>
    public SameQuestion? Between(SameKind kind, long one, long other)
    {
        var reason = "the two were chosen";
        if (kind == SameKind.Entity)
        {
            using var rows = SqlReader.Open(Connection,
                "SELECT Reason FROM NameLinks WHERE FoundId = ?1 AND IntoId = ?2 OR FoundId "
                + "= ?2 AND IntoId = ?1 GROUP BY Reason ORDER BY count(*) DESC, Reason LIMIT 1", one, other);
            if (rows.Read()) reason = rows.String(0);
        }
        return one == other ? null : Ask(new(kind, one, other, reason, 0), isJoined: true);
    }

    private IEnumerable<Pair> Open()
    {
        var pairs = cache.Kept("same", _ => Find());
        var apart = db.Corrections.Where(c => c.UndoneAt == null && c.Kind == CorrectionKind.Different)
            .Select(c => new { c.Value, c.SubjectId, c.TargetId }).AsEnumerable()
            .Select(c => (c.Value, c.SubjectId, c.TargetId)).ToHashSet();
        return pairs.Where(p => !apart.Contains((Said(p.Kind), Math.Min(p.One, p.Other), Math.Max(p.One, p.Other))));
    }

    /// <summary>As a correction states it.</summary>
    public static string Said(SameKind kind) => kind.ToString().ToLowerInvariant();

    private List<Pair> Find() => [.. Entities().Concat(Sources()).Concat(Authors())
        .DistinctBy(p => (p.Kind, Math.Min(p.One, p.Other), Math.Max(p.One, p.Other)))
        .OrderByDescending(p => p.Articles).ThenBy(p => p.One).ThenBy(p => p.Other).Take(Most)];

    private List<Pair> Entities()
    {
        List<(long Id, string Name, EntityKind Kind, int Articles, List<string> Words)> names = [];
        using (var rows = SqlReader.Open(Connection,
            "SELECT Id, Name, Kind, Articles FROM Entities WHERE NOT IsHidden AND "
            + $"Articles >= {FewestArticles} ORDER BY Articles DESC LIMIT 20000"))
            while (rows.Read())
                names.Add((rows.Long(0), rows.String(1), rows.Enum<EntityKind>(2), (int)rows.Long(3),
                    Words.Folded(rows.String(1))));
        List<Pair> pairs = [];
        void Add((long Id, string, EntityKind, int Articles, List<string>) one,
            (long Id, string, EntityKind, int Articles, List<string>) other, string why)
        {
            if (one.Id != other.Id)
                pairs.Add(new(SameKind.Entity, one.Id, other.Id, why, Math.Min(one.Articles, other.Articles)));
        }
        // A surname that is that of one person only, or of one above all others.
        foreach (var bearers in names.Where(n => n.Kind == EntityKind.Person && n.Words.Count > 1).GroupBy(n =>
            n.Words[^1]))
            foreach (var alone in names.Where(n => n.Kind == EntityKind.Person && n.Words.Count == 1
                && n.Words[0] == bearers.Key))
                if (bearers.ToList() is var all && (all.Count == 1 || all[0].Articles >= 3 * all[1].Articles))
                    Add(alone, all[0], "the surname of one is the whole of the other");
        foreach (var same in names.GroupBy(n => (n.Kind, Name: Bare(n.Words))).Where(g => g.Key.Name.Length > 0))
            foreach (var other in same.Skip(1))
                Add(same.First(), other, "the same name but for its company form, signs or case");
        foreach (var same in names.Where(n => n.Name.Length > 3).GroupBy(n => string.Join(' ', n.Words)))
            foreach (var other in same.Skip(1).Where(o => o.Kind != same.First().Kind))
                Add(same.First(), other, "the same name, taken for two kinds");
        var byInitials = names.Where(n => n.Words.Count >= 3)
            .ToLookup(n => string.Concat(n.Words.Where(w => w is not ("of" or "the" or "and" or "for")).Select(w =>
                w[0])));
        foreach (var acronym in names.Where(n => n.Words is [{ Length: >= 3 and <= 6 } word]
            && n.Name.All(char.IsUpper)))
            foreach (var full in byInitials[acronym.Words[0]].Where(f => f.Kind == acronym.Kind).Take(2))
                Add(acronym, full, "the initials of one are the other");
        foreach (var block in names.Where(n => n.Name.Length >= 6)
            .GroupBy(n => (n.Kind, n.Words.Count, n.Name[..2], n.Name.Length / 2)))
        {
            var near = block.Take(200).ToList();
            for (var i = 0; i < near.Count; i++)
                for (var j = i + 1; j < near.Count; j++)
                    if (IsSlip(near[i].Name, near[j].Name)) Add(near[i], near[j], "one letter is another");
        }
        // First names by their initials: “D. Peskov”.
        foreach (var bearers in names.Where(n => n.Kind == EntityKind.Person && n.Words.Count > 1).GroupBy(n =>
            n.Words[^1]))
            foreach (var initial in bearers.Where(b => b.Words[0].Length == 1))
                foreach (var full in bearers.Where(b => b.Words[0].Length > 1
                    && b.Words[0][0] == initial.Words[0][0]).Take(2))
                    Add(initial, full, "initial and surname");
        return pairs;
    }

    private static readonly HashSet<string> Forms = ["inc", "corp", "co", "ltd", "plc", "llc", "gmbh", "ag", "sa", "nv",
        "the", "company", "corporation", "incorporated", "limited", "group", "holdings", "lt", "c", "o", "n"];

    private static string Bare(List<string> words) =>
        string.Join(' ', words.Where(w => !Forms.Contains(w)));

    /// <summary>One letter is another, is missing, or two stand the other way round.</summary>
    private static bool IsSlip(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1 || one == other) return false;
        var start = 0;
        while (start < one.Length && start < other.Length && one[start] == other[start]) start++;
        var end = 0;
        while (end < one.Length - start && end < other.Length - start && one[^(end + 1)] == other[^(end + 1)]) end++;
        var (left, right) = (one[start..^end], other[start..^end]);
        // Figures tell things apart, and so does the end of a plural.
        if (left.Concat(right).Any(c => char.IsDigit(c) || c == ' ')) return false;
        return (left.Length, right.Length) switch
        {
            (1, 1) => true,
            (0, 1) or (1, 0) => end > 0 || left + right != "s",
            (2, 2) => left[0] == right[1] && left[1] == right[0],
            _ => false,
        };
    }

    private static readonly HashSet<string> Arms = ["the", "news", "online", "com", "www", "radio", "tv", "co", "uk",
        "org", "net", "newspaper", "daily"];

    private IEnumerable<Pair> Sources()
    {
        var sources = SourceNames.Summaries(cache, cache.Columns().Sources);
        foreach (var same in sources.GroupBy(s => string.Join(' ', Words.Folded(s.Name.Replace('.', ' '))
            .Where(w => !Arms.Contains(w)))).Where(g => g.Key.Length > 0))
            foreach (var other in same.Skip(1))
                yield return new(SameKind.Source, same.First().Id, other.Id,
                    "the same name but for “the”, “News”, “Online” or its host", Math.Min(same.First().Articles, other.Articles));
    }

    private IEnumerable<Pair> Authors()
    {
        List<(long Id, string Name, int Articles, List<string> Words)> authors = [];
        var totals = cache.Facets().Authors.Totals;
        using (var rows = SqlReader.Open(Connection, "SELECT Id, Name FROM Authors WHERE ReplacedById IS NULL"))
            while (rows.Read())
                if (rows.Long(0) < totals.Length && totals[rows.Long(0)] is > 0 and var articles
                    && Words.Folded(rows.String(1)) is { Count: > 1 and < 6 } words)
                    authors.Add((rows.Long(0), rows.String(1), articles, words));
        foreach (var family in authors.GroupBy(a => a.Words[^1]))
        {
            var all = family.OrderByDescending(a => a.Articles).Take(40).ToList();
            for (var i = 0; i < all.Count; i++)
                for (var j = i + 1; j < all.Count; j++)
                    if (Why(all[i].Words, all[j].Words) is { } why)
                        yield return new(SameKind.Author, all[i].Id, all[j].Id, why, Math.Min(all[i].Articles,
                            all[j].Articles));
        }
    }

    private static string? Why(List<string> one, List<string> other) =>
        one.SequenceEqual(other) ? "the same name but for signs and case"
        : one[0][0] == other[0][0] && (one[0].Length == 1 || other[0].Length == 1) ? "initial and surname"
        : one[0] == other[0] && one.Count != other.Count ? "one has a further name between" : null;

    /// <summary>The question with its evidence; null where either is gone.</summary>
    /// <param name="isJoined">One may have no article any more, since all its articles mean the other.</param>
    private SameQuestion? Ask(Pair pair, bool isJoined = false)
    {
        var columns = cache.Columns();
        var (one, other) = (Side(pair.Kind, pair.One, isJoined), Side(pair.Kind, pair.Other, isJoined));
        if (one is not var (left, leftSet) || other is not var (right, rightSet)) return null;
        if (right.Articles > left.Articles) ((left, leftSet), (right, rightSet)) = ((right, rightSet), (left, leftSet));
        List<string> speaksFor = [pair.Why], against = [];
        var both = leftSet.And(rightSet).Count();
        var sources = columns.SourcesOf(leftSet).Select(s => s.Source).ToHashSet();
        var common = columns.SourcesOf(rightSet).Count(s => s.Source != ArticleColumns.None
            && sources.Contains(s.Source));
        if (pair.Kind == SameKind.Entity)
        {
            var (around, others) = (Around(leftSet, pair), Around(rightSet, pair));
            var shared = around.Intersect(others).Take(3).ToList();
            if (shared.Count > 0) speaksFor.Add($"both stand beside {string.Join(", ", NamesOf(shared))}");
            else against.Add("nobody stands beside both");
            if (both > 0) against.Add($"{both} of the {right.Articles} articles have both spellings");
            if (left.Kind != right.Kind) against.Add("they were taken for two kinds");
        }
        if (pair.Kind == SameKind.Source)
        {
            // The copy of a text may have it from either.
            var copied = rightSet.Ids().Count(id => columns.Original[id] is var original && leftSet[original]);
            if (copied > 0) against.Add($"{copied} texts of one are copies of the other’s: two that print the same wire?");
        }
        else if (common > 0) speaksFor.Add(common == 1 ? "one source has both" : $"{common} sources have both");
        else against.Add("no source has both");
        if (left.Last < right.First || right.Last < left.First) against.Add("their articles are of different times");
        return new(pair.Kind, left, right, speaksFor, against);
    }

    private HashSet<int> Around(Bitmap set, Pair pair)
    {
        var counts = cache.Facets().Entities.Count(set);
        return [.. counts.Select((count, id) => (count, id)).Where(c => c.count > 0 && c.id != pair.One
            && c.id != pair.Other)
            .OrderByDescending(c => c.count).Take(12).Select(c => c.id)];
    }

    private List<string> NamesOf(List<int> ids)
    {
        List<string> names = [];
        using var rows = SqlReader.Open(Connection, $"SELECT Name FROM Entities WHERE Id IN ({string.Join(',', ids)})");
        while (rows.Read()) names.Add(rows.String(0));
        return names;
    }

    private (SameSide Side, Bitmap Set)? Side(SameKind kind, long id, bool isJoined)
    {
        var columns = cache.Columns();
        var sql = kind switch
        {
            SameKind.Entity =>
                $"SELECT Slug, Name, Kind FROM Entities WHERE Id = ? AND ReplacedById IS NULL{(isJoined ? "" : " AND Articles > 0")}",
            SameKind.Source => "SELECT Slug, Name, NULL FROM Sources WHERE Id = ? AND ReplacedById IS NULL",
            _ => "SELECT '', Name, NULL FROM Authors WHERE Id = ? AND ReplacedById IS NULL",
        };
        using var rows = SqlReader.Open(Connection, sql, id);
        if (!rows.Read()) return null;
        var facets = cache.Facets();
        var set = kind switch
        {
            SameKind.Source => columns.Where(a => columns.Source[a] == id),
            SameKind.Author => columns.Where(a => facets.Authors.Of(a).Contains((int)id)),
            _ => columns.Where(a => facets.Entities.Of(a).Contains((int)id)),
        };
        if (kind == SameKind.Entity && isJoined)
        {
            using var found = SqlReader.Open(Connection,
                "SELECT DISTINCT ArticleId FROM Mentions WHERE FoundId = ? AND EntityId <> "
                + "FoundId", id);
            while (found.Read())
                if (found.Long(0) < columns.Size) set.Add((int)found.Long(0));
        }
        var days = columns.DaysOf(set);
        DateTime? Day(int index) => days.Length == 0 ? null : DateOnly.FromDayNumber(days[index]).ToDateTime(default);
        var name = rows.String(1);
        return (new(id, kind == SameKind.Author ? Slugs.Of(name) : rows.String(0), name,
            kind == SameKind.Entity ? rows.Enum<EntityKind>(2) : null, set.Count(), Day(0), Day(Math.Max(0,
                days.Length - 1))), set);
    }
}

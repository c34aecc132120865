using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Names;

/// <summary>
/// Tells over the archive whom names mean (<see cref="NameJoiner"/>) where articles that bear on them changed. Expects a
/// transaction.
/// </summary>
internal sealed class NameLinker(ArchiveDb db)
{
    private readonly DbConnection connection = db.Database.GetDbConnection();

    /// <summary>Has names joined anew at the next run.</summary>
    public static void Touch(ArchiveDb db, IEnumerable<long> entities)
    {
        using var insert = RowInserter<ChangedNameRow>.Into(db, orIgnore: true);
        foreach (var id in entities) insert.Insert(new() { EntityId = id });
    }

    /// <summary>Has all names joined anew at the next run.</summary>
    public static void TouchAll(ArchiveDb db) => db.Database.GetDbConnection().Execute(
        "DELETE FROM ChangedNames; INSERT INTO ChangedNames SELECT Id FROM Entities");

    /// <returns>Entities that got or lost mentions.</returns>
    public async Task<HashSet<long>> RunAsync(CancellationToken cancel)
    {
        var changed = (await db.ChangedNames.Select(c => c.EntityId).ToListAsync(cancel)).ToHashSet();
        if (changed.Count == 0) return [];
        var names = Names();
        var rules = new NameCorrectionRules(await db.NameCorrections.AsNoTracking().ToListAsync(cancel));
        var apart = (await db.Corrections.Where(c => c.UndoneAt == null && c.Kind == CorrectionKind.Different
            && c.Value == "entity").Select(c => new { c.SubjectId, c.TargetId }).ToListAsync(cancel))
            .Select(c => (c.SubjectId!.Value, c.TargetId!.Value)).ToHashSet();
        var keys = names.ToDictionary(n => n.Id, n => n.Key);
        var (looked, found) = Join(names, changed);
        var links = found.Where(l => rules.MayLink(l.Found, keys[l.Found])
            && !apart.Contains((Math.Min(l.Found, l.Into), Math.Max(l.Found, l.Into))))
            .ToLookup(l => l.Found, l => (Article: l.Article ?? 0, l.Into, l.Reason));
        var before = Before(looked);
        HashSet<long> moved = [.. looked.Where(id => !links[id].ToHashSet().SetEquals(before[id]))];
        Store(moved, links);
        await db.ChangedNames.ExecuteDeleteAsync(cancel);
        return moved.Count == 0 ? [] : await new MentionOwners(db, rules).ReassignAsync(moved, cancel);
    }

    private (IReadOnlyCollection<long> Looked, List<NameLink> Links) Join(List<FoundName> names, HashSet<long> changed)
    {
        using var evidence = new ArchiveEvidence(connection);
        return new NameJoiner(names, evidence).Join(names.FindAll(n => changed.Contains(n.Id)));
    }

    private List<FoundName> Names()
    {
        Dictionary<long, List<string>> shortForms = [];
        using (var rows = SqlReader.Open(connection, "SELECT EntityId, Text FROM Aliases WHERE ArticleId <> 0"))
            while (rows.Read())
                (shortForms.TryGetValue(rows.Long(0), out var forms)
                    ? forms : shortForms[rows.Long(0)] = []).Add(rows.String(1));
        List<FoundName> names = [];
        using (var rows = SqlReader.Open(connection, "SELECT Id, Key, FoundKind, FoundName FROM Entities"))
            while (rows.Read())
                if (!rows.Text(1).StartsWith("split:"u8))
                    names.Add(new(rows.Long(0), rows.String(1), rows.Enum<EntityKind>(2), rows.String(3),
                        shortForms.GetValueOrDefault(rows.Long(0)) ?? []));
        return names;
    }

    private ILookup<long, (long Article, long Into, string Reason)> Before(IReadOnlyCollection<long> looked)
    {
        List<(long Found, (long, long, string) Link)> links = [];
        using var table = new IdTable(connection, "Looked", looked);
        using var rows = SqlReader.Open(connection,
            "SELECT l.FoundId, l.ArticleId, l.IntoId, l.Reason FROM Looked CROSS JOIN NameLinks l WHERE l.FoundId = Looked.Id");
        while (rows.Read()) links.Add((rows.Long(0), (rows.Long(1), rows.Long(2), rows.String(3))));
        return links.ToLookup(l => l.Found, l => l.Link);
    }

    private void Store(HashSet<long> moved, ILookup<long, (long Article, long Into, string Reason)> links)
    {
        using (var delete = SqlStatement.Prepare(connection, "DELETE FROM NameLinks WHERE FoundId = ?"))
            foreach (var id in moved) delete.Run(id);
        using var insert = RowInserter<NameLinkRow>.Into(db);
        foreach (var id in moved)
            foreach (var (article, into, reason) in links[id])
                insert.Insert(new() { FoundId = id, ArticleId = article, IntoId = into, Reason = reason });
    }

    /// <summary>What the archive tells of articles and names, read when it is asked for.</summary>
    private sealed class ArchiveEvidence : INameEvidence, IDisposable
    {
        private readonly DbConnection connection;
        private readonly SqlReader namesIn, factsOf;
        private readonly Dictionary<long, IReadOnlyList<long>> articles = [];
        private readonly Dictionary<long, IReadOnlyList<NameCompany>> company = [];
        private readonly Lazy<Dictionary<NameCompany, double>> shares;

        public ArchiveEvidence(DbConnection connection)
        {
            this.connection = connection;
            namesIn = SqlReader.Open(connection, "SELECT DISTINCT FoundId FROM Mentions WHERE ArticleId = ?", 0);
            var month = SqlEngine.Of(connection)
                .MonthOf("CASE WHEN r.ArticleId IS NULL THEN a.Published ELSE r.Published END");
            factsOf = SqlReader.Open(connection, $"SELECT a.FoundSourceId, {month} FROM Articles a LEFT JOIN ReadFields r ON "
                + "r.ArticleId = a.Id WHERE a.Id = ?", 0);
            shares = new(Shares);
        }

        public void Expect(IEnumerable<long> names)
        {
            foreach (var some in names.Where(n => !articles.ContainsKey(n)).Distinct().Chunk(AskedAtOnce))
            {
                var found = some.ToDictionary(n => n, _ => new List<long>());
                using (var rows = SqlReader.OpenEach(connection,
                    "SELECT DISTINCT FoundId, ArticleId FROM Mentions WHERE FoundId = ? ORDER BY ArticleId", some))
                    while (rows.Read()) found[rows.Long(0)].Add(rows.Long(1));
                foreach (var (name, its) in found) articles[name] = its;
            }
        }

        public IReadOnlyList<long> ArticlesOf(long name)
        {
            if (!articles.ContainsKey(name)) Expect([name]);
            return articles[name];
        }

        public IReadOnlyList<NameCompany> CompanyOf(long article)
        {
            if (company.TryGetValue(article, out var known)) return known;
            List<NameCompany> found = [];
            namesIn.Bind(article);
            while (namesIn.Read()) found.Add(new(NameCompanyKind.Name, namesIn.Long(0)));
            factsOf.Bind(article);
            if (factsOf.Read())
            {
                if (factsOf.LongOrNull(0) is { } source) found.Add(new(NameCompanyKind.Source, source));
                if (factsOf.StringOrNull(1) is { } month) found.Add(new(NameCompanyKind.Month, MonthOf(month)));
            }
            return company[article] = [.. found];
        }

        private static long MonthOf(string month) =>
            long.Parse(month.Replace("-", "", StringComparison.Ordinal),
                System.Globalization.CultureInfo.InvariantCulture);

        /// <summary>Names whose articles are asked for together.</summary>
        private const int AskedAtOnce = 4_096;

        /// <summary>Mentions of a name in an article that has it, as most archives have them.</summary>
        private const double MentionsEach = 1.6;

        public double ShareOf(NameCompany one) => shares.Value.GetValueOrDefault(one);

        private Dictionary<NameCompany, double> Shares()
        {
            Dictionary<NameCompany, double> found = [];
            double all = Math.Max(1, SqlReader.Number(connection, "SELECT count(*) FROM Articles"));
            Count("SELECT FoundId, count(*) FROM Mentions GROUP BY FoundId", NameCompanyKind.Name, all * MentionsEach);
            Count("SELECT SourceId, count(*) FROM Articles WHERE SourceId IS NOT NULL GROUP BY SourceId",
                NameCompanyKind.Source, all);
            Count($"SELECT CAST(replace({SqlEngine.Of(connection).MonthOf("Published")}, '-', '') AS INTEGER), count(*) FROM "
                + "Articles WHERE Published IS NOT NULL GROUP BY 1", NameCompanyKind.Month, all);
            return found;
            void Count(string query, NameCompanyKind kind, double of)
            {
                using var rows = SqlReader.Open(connection, query);
                while (rows.Read()) found[new(kind, rows.Long(0))] = Math.Min(1, rows.Long(1) / of);
            }
        }

        public void Dispose()
        {
            namesIn.Dispose();
            factsOf.Dispose();
        }
    }
}

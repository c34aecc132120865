// Observation: an article that calls somebody by the family name alone, or a house by its letters, means one whom other
// articles name in full; nearly always the same one, or the one who is named beside the same people at the same time.
// Idea: first, spellings of one name are put together: dots, legal forms, and kinds of which one is rare. Then each
// short name is given, article by article, to one of the longer names that it may stand for: how often each is named
// speaks for it, and so do the names beside it, the source and the month (naive Bayes, against somebody who is never
// named in full). Below nineteen in twenty it stays apart. All is worked out from the whole archive, so that the order in
// which files come changes nothing; the story says nothing, since small imports make stories in their order.
// Known failure: two people of one full name; somebody who is never named in full and moves in the same company.
using System.Globalization;

namespace NewsArchive.Entities;

/// <summary>A name of the archive by the reading of single articles.</summary>
/// <param name="Key">Does not depend on the order in which articles came.</param>
/// <param name="ShortForms">What articles call it that also name it in full.</param>
public sealed record FoundName(long Id, string Key, EntityKind Kind, string Name, IReadOnlyList<string> ShortForms);

/// <summary>Whom a name means.</summary>
/// <param name="Article">In which article; null for all.</param>
public sealed record NameLink(long? Article, long Found, long Into, string Reason);

/// <summary>What is told of the articles that name those who are to be joined.</summary>
public interface INameEvidence
{
    /// <summary>Says of which names the articles will be asked for, so that they can be read together.</summary>
    void Expect(IEnumerable<long> names);

    /// <summary>Articles that name it, in order.</summary>
    IReadOnlyList<long> ArticlesOf(long name);

    /// <summary>What stands beside names in an article: other names, its source and month.</summary>
    IReadOnlyList<NameCompany> CompanyOf(long article);

    /// <summary>Share of all articles that have it, 0 to 1.</summary>
    double ShareOf(NameCompany company);
}

public enum NameCompanyKind { Name, Source, Month }

public readonly record struct NameCompany(NameCompanyKind Kind, long Id);

/// <summary>Tells over a whole archive whom names mean.</summary>
public sealed class NameJoiner
{
    /// <summary>How sure a join must be.</summary>
    private const double Sure = 0.95;

    /// <summary>Share of the articles of a name that must take it for one kind, for the others to follow.</summary>
    private const double MostOfMany = 0.8, MostOfOne = 0.95;

    /// <summary>Names with several words or letters only, and single words, that must be so at least.</summary>
    private const int FewestOfMany = 3, FewestOfOne = 10;

    /// <summary>Share of the articles with a full name from which that alone is the reason that is told.</summary>
    private const double Mostly = 0.9;

    /// <summary>Names beside each other say partly the same, so that each counts for less.</summary>
    private const double Together = 0.6;

    /// <summary>What a single thing beside a name can say for somebody.</summary>
    private const double MostFor = 3;

    private sealed record Unit(string Plain, string Form, string Generation, EntityKind Kind, List<FoundName> Members)
    {
        public required IReadOnlyList<long> Articles { get; init; }
        public required PlainName Name { get; init; }
        public required FoundName Head { get; init; }

        /// <summary>Where all its articles mean another.</summary>
        public (Unit Into, string Reason)? All { get; set; }

        /// <summary>Where some do.</summary>
        public Dictionary<long, (Unit Into, string Reason)> Some { get; } = [];

        public Unit End => All?.Into.End ?? this;
    }

    private readonly INameEvidence evidence;
    private readonly Dictionary<string, List<FoundName>> byPlain;
    private readonly Dictionary<string, List<string>> bearersOf = [];
    private readonly Dictionary<string, List<Unit>> units = [];

    /// <param name="names">All of the archive.</param>
    public NameJoiner(IEnumerable<FoundName> names, INameEvidence evidence)
    {
        this.evidence = evidence;
        byPlain = names.Where(n => MayJoin(n.Kind)).GroupBy(PlainOf).Where(g => g.Key.Length > 0)
            .ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (plain, members) in byPlain)
            foreach (var shorter in members.SelectMany(ShortsOf).Distinct())
            {
                if (shorter == plain) continue;
                if (!bearersOf.TryGetValue(shorter, out var bearers)) bearersOf[shorter] = bearers = [];
                bearers.Add(plain);
            }
    }

    private static bool MayJoin(EntityKind kind) => kind is not EntityKind.Group;

    private static string PlainOf(FoundName name) => PlainName.Of(name.Name, name.Kind).Text;

    /// <summary>Shorter names under which articles may mean it.</summary>
    private static IEnumerable<string> ShortsOf(FoundName name)
    {
        var plain = PlainName.Of(name.Name, name.Kind);
        if (name.Kind == EntityKind.Person)
        {
            if (plain.Words.Length < 2) yield break;
            yield return plain.Last;
            yield return $"{plain.Words[0]} {plain.Last}";
            yield return $"{plain.Words[0][0]} {plain.Last}";
            if (plain.Words.Length > 2) yield return $"{plain.Words[0][0]} {plain.Words[1][0]} {plain.Last}";
            yield break;
        }
        if (name.Kind == EntityKind.Place) yield break;
        foreach (var form in name.ShortForms) yield return PlainName.Of(form, name.Kind).Text;
    }

    /// <param name="touched">Names whose articles changed.</param>
    /// <returns>
    /// The names that were looked at, all of whose former links are void, and their links now.
    /// </returns>
    public (IReadOnlyCollection<long> Looked, List<NameLink> Links) Join(IReadOnlyCollection<FoundName> touched)
    {
        HashSet<string> plains = [.. touched.Where(n => MayJoin(n.Kind)).Select(PlainOf)];
        HashSet<string> wanted = [.. plains];
        foreach (var plain in plains)
            if (byPlain.TryGetValue(plain, out var members)) wanted.UnionWith(members.SelectMany(ShortsOf));
        wanted.RemoveWhere(plain => !byPlain.ContainsKey(plain));
        evidence.Expect(wanted.SelectMany(plain => byPlain[plain]).Select(n => n.Id));
        var looked = wanted.SelectMany(UnitsOf).ToList();
        // The longest first: what they mean is known when a shorter one may mean them.
        foreach (var unit in looked.OrderByDescending(u => u.Name.Words.Length).ThenByDescending(u => u.Plain.Length)
            .ThenBy(u => u.Head.Key, StringComparer.Ordinal)) Decide(unit);
        return ([.. looked.SelectMany(u => u.Members).Select(m => m.Id)], [.. looked.SelectMany(LinksOf)]);
    }

    private static IEnumerable<NameLink> LinksOf(Unit unit)
    {
        foreach (var member in unit.Members)
        {
            if (unit.All is var (into, reason)) yield return new(null, member.Id, into.End.Head.Id, reason);
            else if (member != unit.Head) yield return new(null, member.Id, unit.Head.Id, Variant(member, unit.Head));
            if (unit.All is null)
                foreach (var (article, (other, why)) in unit.Some.OrderBy(s => s.Key))
                    yield return new(article, member.Id, other.End.Head.Id, why);
        }
    }

    private static string Variant(FoundName member, FoundName head) =>
        member.Kind != head.Kind ? $"the same name, which most articles take for {Said(head.Kind)}"
        : "the same name but for dots, case, or the form of a company";

    private static string Said(EntityKind kind) => kind switch
    {
        EntityKind.Person => "a person",
        EntityKind.Organisation => "an organisation",
        EntityKind.Place => "a place",
        EntityKind.Product => "a product",
        EntityKind.Event => "an event",
        _ => "something else",
    };

    private List<Unit> UnitsOf(string plain)
    {
        if (units.TryGetValue(plain, out var known)) return known;
        return units[plain] = byPlain.TryGetValue(plain, out var members) ? Units(plain, members) : [];
    }

    private List<Unit> Units(string plain, List<FoundName> members)
    {
        var articles = members.ToDictionary(m => m.Id, m => evidence.ArticlesOf(m.Id));
        members = members.FindAll(m => articles[m.Id].Count > 0);
        if (members.Count == 0) return [];
        int Count(FoundName name) => articles[name.Id].Count;
        var kinds = members.GroupBy(m => m.Kind).OrderByDescending(g => g.Sum(Count)).ThenBy(g => g.Key).ToList();
        var most = kinds[0].Key;
        var all = members.Sum(Count);
        Dictionary<EntityKind, EntityKind> kindOf = kinds.ToDictionary(k => k.Key, k => k.Key);
        foreach (var kind in kinds.Skip(1))
            if (Follows(plain, kind, kinds[0].Sum(Count), kind.Sum(Count))) kindOf[kind.Key] = most;
        return [.. members.GroupBy(m => (Kind: kindOf[m.Kind], PlainName.Of(m.Name, m.Kind).Generation))
            .SelectMany(g => Houses(g.Key.Kind, [.. g]))
            .Select(group =>
            {
                var head = group.Members.Where(m => m.Kind == group.Kind).DefaultIfEmpty(group.Members[0])
                    .OrderByDescending(Count).ThenBy(m => m.Key, StringComparer.Ordinal).First();
                var name = PlainName.Of(head.Name, head.Kind);
                return new Unit(plain, group.Form, name.Generation, group.Kind, group.Members)
                {
                    Articles = [.. group.Members.SelectMany(m => articles[m.Id]).Distinct().Order()],
                    Name = name,
                    Head = head,
                };
            })];
    }

    /// <summary>Whether a name was taken for another kind by mistake.</summary>
    private bool Follows(string plain, IGrouping<EntityKind, FoundName> kind, int most, int few)
    {
        var isSingle = !plain.Contains(' ', StringComparison.Ordinal);
        var isLetters = isSingle && kind.All(m => m.Name.Length is >= 3 and <= 6 && m.Name.All(char.IsUpper));
        if (!isSingle || isLetters) return most >= FewestOfMany && most >= MostOfMany * (most + few);
        return most >= FewestOfOne && most >= MostOfOne * (most + few)
            && !kind.Any(m => Gazetteer.Find(m.Name) is { } known && known.Kind == m.Kind)
            && !(kind.Key == EntityKind.Person && (bearersOf.ContainsKey(plain) || kind.Any(m =>
                Gazetteer.IsGivenName(m.Name))));
    }

    /// <summary>Companies of one name under the laws of two countries are two.</summary>
    private static IEnumerable<(EntityKind Kind, string Form, List<FoundName> Members)> Houses(
        EntityKind kind, List<FoundName> members)
    {
        var forms = members.ConvertAll(m => (Name: m, PlainName.Of(m.Name, m.Kind).Form));
        if (forms.Select(f => f.Form).Where(f => f.Length > 0).Distinct().Count() < 2) return [(kind, "", members)];
        return forms.GroupBy(f => f.Form).Select(g => (kind, g.Key, g.Select(f => f.Name).ToList()));
    }

    private void Decide(Unit unit)
    {
        if (unit.Kind == EntityKind.Place) return;
        // What the lists know by this name is itself, and so is a company that is written with its legal form.
        if (unit.Kind != EntityKind.Person && unit.Members.Exists(m => Gazetteer.Find(m.Name) is { } known
            && known.Kind == m.Kind
            || m.Kind == EntityKind.Organisation && PlainName.HasForm(m.Name))) return;
        var bearers = Bearers(unit);
        if (bearers.Count == 0) return;
        List<(long Article, Unit Into, string Reason)> decided = [.. Tell(unit, bearers)];
        if (decided.Count == 0) return;
        var ends = decided.Select(d => d.Into).Distinct().ToList();
        var isLonger = unit.Kind == EntityKind.Person && !unit.Name.IsSingle && unit.Name.Words[0].Length > 1;
        // A full name is the one with a name between only as a whole: two halves of one page are worse than two pages.
        if (isLonger)
        {
            if (ends.Count != 1 || decided.Count * 2 < unit.Articles.Count) return;
            // The better known spelling is shown.
            if (ends[0].Articles.Count <= unit.Articles.Count)
            {
                if (ends[0].All is null && ends[0].Some.Count == 0)
                    ends[0].All = (unit, $"{unit.Head.Name} with a name between; named beside the same people");
                return;
            }
            unit.All = (ends[0], $"{ends[0].Head.Name} without the name between; named beside the same people");
            return;
        }
        if (ends.Count == 1 && decided.Count == unit.Articles.Count) unit.All = (ends[0], decided[0].Reason);
        else foreach (var (article, into, reason) in decided) unit.Some[article] = (into, reason);
    }

    /// <summary>Longer names that it may stand for; those that were found to be one count once.</summary>
    private List<Unit> Bearers(Unit unit)
    {
        IEnumerable<Unit> longer = bearersOf.TryGetValue(unit.Plain, out var plains)
            ? plains.SelectMany(UnitsOf).Where(b => b != unit && b.Kind == unit.Kind && MayMean(unit, b)
                && IsShortOf(unit, b)) : [];
        if (unit.Form.Length == 0)
            longer = longer.Concat(UnitsOf(unit.Plain).Where(b => b != unit && b.Form.Length > 0
                && b.Kind == unit.Kind));
        return [.. longer.Select(b => b.End).Where(b => b != unit).Distinct()
            .OrderByDescending(b => b.Articles.Count).ThenBy(b => b.Head.Key, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Several words that are written more often than the longer name are a name of their own: the European Community is
    /// not its Commission.
    /// </summary>
    private static bool IsShortOf(Unit shorter, Unit longer) => shorter.Kind == EntityKind.Person
        || shorter.Name.IsSingle
        || longer.Articles.Count >= 2 * shorter.Articles.Count;

    /// <summary>Given names agree, letter by letter where one is an initial.</summary>
    private static bool MayMean(Unit shorter, Unit longer)
    {
        if (shorter.Kind != EntityKind.Person || shorter.Name.IsSingle) return true;
        if (shorter.Generation != longer.Generation || shorter.Name.Last != longer.Name.Last) return false;
        var (few, many) = (shorter.Name.Words[..^1], longer.Name.Words[..^1]);
        if (!Agree(few[0], many[0])) return false;
        var at = 1;
        foreach (var name in few.Skip(1))
        {
            while (at < many.Length && !Agree(name, many[at])) at++;
            if (at++ >= many.Length) return false;
        }
        return many.Length > few.Length || many.Zip(few).Any(p => p.First.Length > p.Second.Length);
    }

    private static bool Agree(string one, string other) =>
        one == other || one[0] == other[0] && (one.Length == 1 || other.Length == 1);

    /// <summary>Given names, and “Navy” or “Treasury”, which every country has.</summary>
    private static bool IsCommon(Unit unit) => unit.Name.IsSingle && (unit.Kind == EntityKind.Person
        ? Gazetteer.IsGivenName(unit.Head.Name) || Gazetteer.IsCommonWord(unit.Head.Name)
        : NameCues.OrganisationHeads.Contains(unit.Head.Name) || NameCues.OrganisationOf.Contains(unit.Head.Name));

    /// <summary>Articles that may mean somebody whom none names in full.</summary>
    private static double Unknown(Unit unit, List<Unit> bearers)
    {
        var rest = 0.5 + (1.0 * bearers.Count(b => b.Articles.Count == 1)) + (0.1 * Math.Sqrt(unit.Articles.Count));
        if (IsCommon(unit)) rest += 3 + (0.5 * bearers.Sum(b => b.Articles.Count));
        if (unit.Kind != EntityKind.Person) rest += 0.5;
        return rest;
    }

    private Dictionary<NameCompany, int> Profile(IReadOnlyList<long> articles, Unit unit)
    {
        Dictionary<NameCompany, int> counts = [];
        foreach (var company in articles.SelectMany(evidence.CompanyOf)) counts[company] =
            counts.GetValueOrDefault(company) + 1;
        foreach (var member in unit.Members) counts.Remove(new(NameCompanyKind.Name, member.Id));
        return counts;
    }

    /// <summary>
    /// How often each is meant is learned from the full names first, and then from what was told of the short ones.
    /// </summary>
    private const int Rounds = 4;

    /// <summary>Articles with a full name from which the short ones may add to what is known.</summary>
    private const int FewestToLearn = 5;

    /// <returns>The articles in which it is sure enough whom the name means.</returns>
    private IEnumerable<(long Article, Unit Into, string Reason)> Tell(Unit unit, List<Unit> bearers)
    {
        var unknown = Unknown(unit, bearers);
        var profiles = bearers.ConvertAll(b => Profile(b.Articles, unit));
        // Per article what its company says for each; the last is for somebody who is never named in full.
        var likely = unit.Articles.Select(article => bearers.Select((bearer, i) =>
            Together * Weights(article, unit, bearer, profiles[i]).Sum(w => w.Weight)).Append(0).ToArray()).ToList();
        double[] counts = [.. bearers.Select(b => (double)b.Articles.Count), unknown];
        List<double[]> shares = [];
        var rounds = IsCommon(unit) || bearers.Sum(b => b.Articles.Count) < FewestToLearn ? 1 : Rounds;
        for (var round = 0; round < rounds; round++)
        {
            shares = likely.ConvertAll(weights => Shares(weights, counts));
            counts = [.. counts.Select((_, i) =>
                (i < bearers.Count ? bearers[i].Articles.Count : unknown) + shares.Sum(s => s[i]))];
        }
        var total = bearers.Sum(b => b.Articles.Count);
        for (var a = 0; a < unit.Articles.Count; a++)
        {
            var best = Array.IndexOf(shares[a], shares[a].Max());
            if (best == bearers.Count || shares[a][best] < Sure) continue;
            yield return (unit.Articles[a], bearers[best],
                Reason(bearers[best], total, bearers[best].Articles.Count / (total + unknown)));
        }
    }

    private static double[] Shares(double[] weights, double[] counts)
    {
        var scores = weights.Select((w, i) => Math.Log(counts[i]) + w).ToArray();
        var top = scores.Max();
        var sum = scores.Sum(s => Math.Exp(s - top));
        return Array.ConvertAll(scores, s => Math.Exp(s - top) / sum);
    }

    private IEnumerable<(NameCompany Company, double Weight)> Weights(
        long article, Unit unit, Unit bearer, Dictionary<NameCompany, int> profile)
    {
        var count = (double)bearer.Articles.Count;
        foreach (var company in evidence.CompanyOf(article))
        {
            if (company.Kind == NameCompanyKind.Name && unit.Members.Exists(m => m.Id == company.Id)) continue;
            var share = Math.Clamp(evidence.ShareOf(company), 1e-6, 1);
            var seen = profile.GetValueOrDefault(company);
            // Not to be seen beside somebody says something only of what should have been.
            yield return (company, seen > 0 ? Math.Min(MostFor, Math.Log(0.5 + (0.5 * seen / (count * share))))
                : Math.Log(1 - (0.5 * Math.Min(1, count * share / 2))));
        }
    }

    private static string Reason(Unit into, int total, double usual) =>
        usual >= Mostly ? string.Create(CultureInfo.InvariantCulture,
            $"{into.Articles.Count:n0} of {total:n0} articles with a full name mean {into.Head.Name}")
        : $"named beside the same people and things as {into.Head.Name}";
}

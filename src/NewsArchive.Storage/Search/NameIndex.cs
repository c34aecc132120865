using System.Data.Common;
using NewsArchive.Entities;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>An entity as searches know it.</summary>
internal sealed record NamedEntity(long Id, string Name, string Slug, EntityKind Kind, int Articles);

/// <summary>The written forms of all names, folded, so that case, accents and order of a list do not matter.</summary>
internal sealed class NameIndex
{
    /// <summary>Suggestions look at this many names that begin as typed.</summary>
    private const int MostLookedAt = 20_000;

    private readonly List<(string Form, int Entity)> forms = [];
    private readonly List<NamedEntity> entities = [];

    /// <summary>Every form from each of its words on, in order: the place of the form, and where the word begins.</summary>
    private readonly (int Form, int Start)[] tails;

    private NameIndex(DbConnection connection)
    {
        Dictionary<long, int> places = [];
        using (var rows = SqlReader.Open(connection,
            "SELECT Id, Name, Slug, Kind, Articles FROM Entities WHERE Articles > 0 AND NOT IsHidden"))
            while (rows.Read())
            {
                places[rows.Long(0)] = entities.Count;
                Add(rows.String(1), entities.Count);
                entities.Add(new(rows.Long(0), rows.String(1), rows.String(2), Enum.Parse<EntityKind>(rows.String(3)),
                    (int)rows.Long(4)));
            }
        using (var rows = SqlReader.Open(connection,
            // Where the archive tells that a name means another, wherever it stands, its forms are that one's.
            "SELECT coalesce(e.ReplacedById, i.ReplacedById, i.Id, e.Id), a.Text FROM Aliases a JOIN Entities e ON e.Id = "
            + "a.EntityId LEFT JOIN NameLinks l ON l.FoundId = e.Id AND l.ArticleId = 0 LEFT JOIN Entities i ON i.Id = l.IntoId "
            + "UNION SELECT coalesce(e.ReplacedById, i.ReplacedById, i.Id, e.Id), e.FoundName FROM Entities e LEFT JOIN "
            + "NameLinks l ON l.FoundId = e.Id AND l.ArticleId = 0 LEFT JOIN Entities i ON i.Id = l.IntoId "
            + "WHERE e.ReplacedById IS NOT NULL OR e.FoundName <> e.Name OR i.Id IS NOT NULL"))
            while (rows.Read())
                if (places.TryGetValue(rows.Long(0), out var place)) Add(rows.String(1), place);
        tails = [.. Enumerable.Range(0, forms.Count).SelectMany(f => Starts(forms[f].Form).Select(start => (f,
            start)))];
        Array.Sort(tails, (a, b) => Tail(a).SequenceCompareTo(Tail(b)) is not 0 and var order ? order : a.CompareTo(b));
    }

    public static NameIndex Load(DbConnection connection) => new(connection);

    /// <summary>Words of a name as they are compared.</summary>
    public static string Folded(string name) => string.Join(' ', SearchWords.Forms(name));

    /// <summary>Entities that are called so, whole.</summary>
    public IEnumerable<NamedEntity> Called(string name) =>
        Folded(name) is { Length: > 0 } wanted
            ? EntitiesOf(StartingAt(wanted).Where(t => t.Start == 0 && Tail(t).Length == wanted.Length)) : [];

    /// <summary>Entities with a form that holds these words next to each other.</summary>
    public IEnumerable<NamedEntity> Holding(string words)
    {
        var wanted = Folded(words);
        if (wanted.Length == 0) return [];
        return EntitiesOf(StartingAt(wanted)
            .Where(t => Tail(t).Length == wanted.Length || Tail(t)[wanted.Length] == ' '));
    }

    /// <summary>Entities with a form in which a word begins so, the most frequent first.</summary>
    public IEnumerable<NamedEntity> Beginning(string text, int count)
    {
        var wanted = Folded(text);
        return wanted.Length == 0
            ? [] : EntitiesOf(StartingAt(wanted).Take(MostLookedAt))
            .OrderByDescending(e => e.Articles).ThenBy(e => e.Name, StringComparer.Ordinal).Take(count);
    }

    /// <summary>Entities with a form of which a word fits.</summary>
    public IEnumerable<NamedEntity> Fitting(Func<string, bool> fits) =>
        forms.Where(f => f.Form.Split(' ').Any(fits)).Select(f => f.Entity).Distinct().Select(e => entities[e]);

    private void Add(string name, int entity)
    {
        var form = Folded(name);
        if (form.Length == 0) return;
        forms.Add((form, entity));
    }

    /// <summary>Where the words of a form begin.</summary>
    private static IEnumerable<int> Starts(string form)
    {
        yield return 0;
        for (var space = form.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = form.IndexOf(' ', space + 1))
            yield return space + 1;
    }

    private ReadOnlySpan<char> Tail((int Form, int Start) tail) => forms[tail.Form].Form.AsSpan(tail.Start);

    private IEnumerable<NamedEntity> EntitiesOf(IEnumerable<(int Form, int Start)> found) =>
        found.Select(t => forms[t.Form].Entity).Distinct().Select(e => entities[e]);

    private IEnumerable<(int Form, int Start)> StartingAt(string wanted)
    {
        var (low, high) = (0, tails.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Tail(tails[middle]).SequenceCompareTo(wanted) < 0) low = middle + 1;
            else high = middle;
        }
        for (; low < tails.Length && Tail(tails[low]).StartsWith(wanted, StringComparison.Ordinal); low++)
            yield return tails[low];
    }
}

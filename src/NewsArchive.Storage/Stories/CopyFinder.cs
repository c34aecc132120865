using System.Data.Common;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <summary>An article, the earliest one that it copies, and the share of the shorter text that both have.</summary>
internal sealed record Copy(long Id, long Of, double Share);

/// <summary>
/// Finds which articles have the same text, whole or in large part: those that share one of their smallest hashes are
/// compared in full. Each copy leads to the earliest article that it shares its own text with, never to another copy.
/// </summary>
internal sealed class CopyFinder(DbConnection connection)
{
    /// <summary>Of the articles with a hash each is compared with so many of the earliest.</summary>
    private const int Compared = 8;

    /// <summary>A text is no copy of one this many times longer: a digest holds many.</summary>
    private const int MuchLonger = 3;

    /// <summary>Articles whose texts, with those that they may copy, are read together.</summary>
    private const int ReadAtOnce = 128;

    /// <summary>Texts kept for comparing; more are for a moment, while they are read.</summary>
    private const int MostTexts = 5_000;

    private readonly Dictionary<long, (ComparedText Text, int? Day)> texts = [];

    public List<Copy> Run(IReadOnlyCollection<(long Id, int? Day)> pending)
    {
        var isPending = pending.Select(p => p.Id).ToHashSet();
        // Each hash with the place of its article in order of publication: sorted, those with the same hash are
        // together.
        List<long> ids = [], held = [];
        var (first, last) = StoryLinker.Span(pending);
        using (var rows = SqlReader.Open(connection,
            "SELECT s.ArticleId, s.Data FROM StorySignatures s JOIN Articles a ON a.Id = s.ArticleId WHERE s.Day IS "
            + "NULL OR s.Day BETWEEN ? AND ? ORDER BY a.Published IS NULL, a.Published, a.Id", first, last))
            for (; rows.Read(); ids.Add(rows.Long(0)))
                foreach (var hash in ArticleSignature.MinHashOf(rows.Text(1))) held.Add(((long)hash << 32) | (uint)ids.Count);
        held.Sort();
        // Who may copy whom, the earlier first.
        SortedDictionary<int, (long Id, SortedDictionary<int, long> Earlier)> may = [];
        for (int start = 0, end; start < held.Count; start = end)
        {
            for (end = start + 1; end < held.Count && held[end] >> 32 == held[start] >> 32;) end++;
            if (end - start < 2) continue;
            var same = held.GetRange(start, end - start).ConvertAll(h => (int)(uint)h);
            if (!same.Exists(place => isPending.Contains(ids[place]))) continue;
            for (var i = 1; i < same.Count; i++)
            {
                if (!may.TryGetValue(same[i], out var own)) may[same[i]] = own = (ids[same[i]], []);
                foreach (var earlier in same.Take(Math.Min(i, Compared))) own.Earlier[earlier] = ids[earlier];
            }
        }
        Dictionary<long, Copy> copies = [];
        foreach (var some in may.Values.Chunk(ReadAtOnce))
        {
            Read(some.SelectMany(m => m.Earlier.Values.Append(m.Id)).Distinct().ToList());
            foreach (var (id, earlier) in some)
                foreach (var other in earlier.Values.Where(o => !copies.ContainsKey(o)))
                    if (Share(id, other) is { } share)
                    {
                        copies[id] = new(id, other, share);
                        break;
                    }
        }
        using var update = SqlStatement.Prepare(connection,
            "UPDATE Articles SET CopyOfId = ? WHERE Id = ? AND CopyOfId IS DISTINCT FROM ?");
        foreach (var id in isPending.Concat(may.Values.Select(m => m.Id)).Distinct())
        {
            long? of = copies.TryGetValue(id, out var copy) ? copy.Of : null;
            update.Run(of, id, of);
        }
        // Texts too short for runs are copies only where they are the same, word for word. The one stored first may
        // itself copy an earlier one, and that may be this.
        connection.Execute(
            """
            UPDATE Articles SET CopyOfId = o.Original FROM (SELECT Id, coalesce(CopyOfId, Id) AS Original FROM Articles) o
            WHERE Articles.DuplicateOfId > 0 AND Articles.DuplicateOfId = o.Id AND +Articles.CopyOfId IS NULL AND o.Original <> Articles.Id
            """);
        foreach (var exact in Exact(isPending).Where(e => !copies.ContainsKey(e.Id))) copies[exact.Id] = exact;
        return [.. copies.Values];
    }

    private List<Copy> Exact(HashSet<long> pending)
    {
        List<Copy> found = [];
        using var rows = SqlReader.Open(connection,
            "SELECT Id, CopyOfId FROM Articles WHERE DuplicateOfId > 0 AND +CopyOfId IS NOT NULL");
        while (rows.Read())
            if (pending.Contains(rows.Long(0)) || pending.Contains(rows.Long(1)))
                found.Add(new(rows.Long(0), rows.Long(1), 1));
        return found;
    }

    private double? Share(long one, long other)
    {
        var (a, b) = (TextOf(one), TextOf(other));
        if (Math.Max(a.Text.Shingles.Length, b.Text.Shingles.Length) > MuchLonger
            * Math.Min(a.Text.Shingles.Length, b.Text.Shingles.Length)) return null;
        return CopiedText.ShareOfCopy(a.Text, b.Text, a.Day - b.Day is { } apart ? Math.Abs(apart) : null);
    }

    private (ComparedText Text, int? Day) TextOf(long id) => texts[id];

    private void Read(List<long> ids)
    {
        if (texts.Count >= MostTexts) texts.Clear();
        using var rows = SqlReader.OpenEach(connection,
            "SELECT a.Id, coalesce(a.Headline, ''), a.Body, s.Day FROM Articles a JOIN StorySignatures s ON "
                + "s.ArticleId = "
            + "a.Id WHERE a.Id = ?", ids.FindAll(id => !texts.ContainsKey(id)));
        while (rows.Read())
            texts[rows.Long(0)] = (ComparedText.Of(rows.String(1), rows.String(2)), (int?)rows.LongOrNull(3));
    }
}

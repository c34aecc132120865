using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <param name="Earlier">What it saw when it was last linked; null where it never was.</param>
internal sealed record KnownArticle(StoryArticle Article, Surroundings? Earlier);

/// <summary>Reads what stories are found by.</summary>
internal sealed class SignatureReader(DbConnection connection)
{
    private readonly Dictionary<string, string> strings = [];

    /// <summary>Articles of some days, and undated ones, without copies.</summary>
    /// <param name="first">Day, counted as <see cref="DateOnly.DayNumber"/>.</param>
    /// <param name="last">Day, likewise.</param>
    public Dictionary<long, KnownArticle> Read(int first, int last)
    {
        Dictionary<long, KnownArticle> found = [];
        // The plus keeps the engine from going through all that are no copies.
        using var rows = SqlReader.Open(connection,
            """
            SELECT s.ArticleId, coalesce(s.Day, -1), s.Closeness, s.Reports, s.Closest, s.Data
            FROM StorySignatures s JOIN Articles a ON a.Id = s.ArticleId AND +a.CopyOfId IS NULL
            WHERE s.Day IS NULL OR s.Day BETWEEN ? AND ?
            """, first, last);
        while (rows.Read())
        {
            var closest = rows.String(4);
            found[rows.Long(0)] = new(
                new(rows.Long(0), rows.Long(1) is >= 0 and var day ? DateOnly.FromDayNumber((int)day) : null,
                    ArticleSignature.FromBytes(rows.Text(5), Shared)),
                closest.Length > 0
                    ? new(rows.Double(2), rows.Double(3),
                    [.. closest.Split(' ').Select(id => long.Parse(id, CultureInfo.InvariantCulture))]) : null);
        }
        return found;
    }

    private string Shared(string text)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(strings, text, out _);
        return known ??= text;
    }
}

using System.Data.Common;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>What the index holds of an article.</summary>
/// <param name="Language">Two-letter code; null where it is not known.</param>
/// <param name="Quotes">Number and text of each.</param>
internal sealed record IndexedArticle(
    long Id, string Headline, string Standfirst, string Byline, string Source, string Body, string? Language,
    IReadOnlyList<(long Id, string Text)> Quotes)
{
    private const string Columns = "a.Id, a.Headline, a.Standfirst, a.Byline, a.SourceName, a.Body, a.Language";

    /// <summary>Tells two states of an article apart: the index keeps it, so that it can be compared.</summary>
    public long Checksum
    {
        get
        {
            var sum = Id;
            foreach (var text in (string[])[Headline, Standfirst, Byline, Source, Body, Language ?? ""])
                sum = Mixed(sum, Hashes.LongOf(text));
            foreach (var (id, text) in Quotes) sum = Mixed(sum, id ^ Hashes.LongOf(text));
            return sum;
        }
    }

    private static long Mixed(long sum, long next) => unchecked((sum ^ next) * 0x2545F4914F6CDD1D + 1);

    /// <summary>Those of the articles that the archive has.</summary>
    public static IEnumerable<IndexedArticle> Read(DbConnection connection, IReadOnlyCollection<long> ids)
    {
        var list = string.Join(',', ids);
        var quotes = QuotesOf(connection, $"WHERE ArticleId IN ({list})").ToLookup(q => q.Article, q => (q.Id, q.Text));
        using var rows = SqlReader.Open(connection, $"SELECT {Columns} FROM Articles a WHERE a.Id IN ({list}) ORDER BY a.Id");
        while (rows.Read())
            yield return new(rows.Long(0), rows.String(1), rows.String(2), rows.String(3), rows.String(4),
                rows.String(5),
                rows.String(6) is { Length: > 0 } language ? language : null, [.. quotes[rows.Long(0)]]);
    }

    private static IEnumerable<(long Article, long Id, string Text)> QuotesOf(DbConnection connection, string where)
    {
        using var rows = SqlReader.Open(connection, $"SELECT ArticleId, Id, Text FROM Quotes {where} ORDER BY Id");
        while (rows.Read()) yield return (rows.Long(0), rows.Long(1), rows.String(2));
    }
}

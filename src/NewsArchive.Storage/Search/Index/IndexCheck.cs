using System.Data.Common;
using Lucene.Net.Index;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>Compares the index with what it is made from.</summary>
internal static class IndexCheck
{
    private const int BatchSize = 500;

    /// <summary>What is wrong with the index; null where it holds what the archive holds.</summary>
    public static string? Problem(IndexSnapshot index, DbConnection connection, CancellationToken cancel)
    {
        if (index.Behind > 0) return $"It does not hold the last {index.Behind} articles yet";
        try
        {
            if (!new CheckIndex(index.Reader.Directory).DoCheckIndex().Clean) return "Its files are damaged";
            return Differences(index, connection, cancel);
        }
        catch (Exception e) when (IndexFollower.IsBroken(e))
        {
            return "Its files are damaged";
        }
    }

    private static string? Differences(IndexSnapshot index, DbConnection connection, CancellationToken cancel)
    {
        Dictionary<long, long> indexed = [];
        var (quotes, doubled) = (0L, 0);
        foreach (var segment in index.Segments)
        {
            var (checksums, spoken) = (segment.Reader.GetNumericDocValues(IndexFields.Checksum),
                segment.Reader.GetNumericDocValues(IndexFields.QuoteId));
            for (var doc = 0; doc < segment.Articles.Length; doc++)
                if (segment.Reader.LiveDocs is { } live && !live.Get(doc)) continue;
                else if (spoken.Get(doc) > 0) quotes++;
                else if (!indexed.TryAdd(segment.Articles[doc], checksums.Get(doc))) doubled++;
        }
        var (missing, other) = (0, 0);
        foreach (var ids in Ids(connection).Chunk(BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var article in IndexedArticle.Read(connection, ids))
                if (!indexed.Remove(article.Id, out var checksum)) missing++;
                else if (checksum != article.Checksum) other++;
        }
        if (missing + other + doubled + indexed.Count > 0)
            return $"{missing} articles are missing in it, {other} differ, {doubled} are there twice, {indexed.Count} are too many";
        return quotes == SqlReader.Number(connection, "SELECT count(*) FROM Quotes") ? null
            : "It holds another number of quotes";
    }

    private static IEnumerable<long> Ids(DbConnection connection)
    {
        using var rows = SqlReader.Open(connection, "SELECT Id FROM Articles ORDER BY Id");
        while (rows.Read()) yield return rows.Long(0);
    }
}

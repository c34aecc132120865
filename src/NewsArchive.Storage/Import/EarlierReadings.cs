using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Decoding;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Archives of earlier versions hold lines, repairs and evidence as rows of three tables: they become one value an
/// article.
/// </summary>
internal static class EarlierReadings
{
    /// <summary>Does nothing where there are none. Expects a transaction.</summary>
    public static void PutTogether(ArchiveDb db, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        if (!SqlEngine.Of(connection).HasTable(connection, "Lines"))
            return;
        // One pass over each table, since all are in the order of their articles.
        using (var readings = RowInserter<ReadingRow>.Into(db))
        using (var articles = SqlReader.Open(connection, "SELECT Id FROM Articles ORDER BY Id"))
        using (var lines = new Parts<ClassifiedLine>(connection,
            "SELECT ArticleId, Number, Kind, Text, Rule, Confidence, Block FROM Lines ORDER BY ArticleId, Number",
            row => new((int)row.Long(1), row.Enum<LineKind>(2), row.String(3), row.String(4), row.Double(5), (int)row.Long(6))))
        using (var repairs = new Parts<RepairStep>(connection,
            "SELECT ArticleId, Line, Start, Rule, Before, After FROM Repairs ORDER BY ArticleId, Place",
            row => new((int)row.Long(1), (int)row.Long(2), row.String(3), row.String(4), row.String(5))))
        using (var evidence = new Parts<FieldEvidence>(connection,
            "SELECT ArticleId, Field, IsRejected, Value, Status, Confidence, Line, Words FROM Evidence ORDER BY ArticleId, Place",
            row => new(row.String(1), row.Long(2) != 0, row.StringOrNull(3), row.Enum<InferenceStatus>(4), row.Double(5),
                (int?)row.LongOrNull(6), row.StringOrNull(7))))
            while (articles.Read())
            {
                cancel.ThrowIfCancellationRequested();
                var id = articles.Long(0);
                readings.Insert(new()
                {
                    ArticleId = id,
                    Data = new StoredReading([.. lines.Of(id)], repairs.Of(id), evidence.Of(id)).Write()
                });
            }
        connection.Execute(
            """
            INSERT INTO LineCounts (Kind, Rule, Lines) SELECT Kind, Rule, count(*) FROM Lines GROUP BY Kind, Rule;
            DROP TABLE Lines; DROP TABLE Repairs; DROP TABLE Evidence;
            """);
    }

    /// <summary>Rows in the order of their articles, taken article by article.</summary>
    private sealed class Parts<T> : IDisposable
    {
        private readonly SqlReader rows;
        private readonly Func<SqlReader, T> read;
        private bool isAtRow;

        public Parts(DbConnection connection, string sql, Func<SqlReader, T> read)
        {
            (rows, this.read) = (SqlReader.Open(connection, sql), read);
            isAtRow = rows.Read();
        }

        public List<T> Of(long article)
        {
            List<T> found = [];
            for (; isAtRow && rows.Long(0) <= article; isAtRow = rows.Read())
                if (rows.Long(0) == article) found.Add(read(rows));
            return found;
        }

        public void Dispose() => rows.Dispose();
    }
}

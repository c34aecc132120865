using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage;

/// <summary>How far a transfer has come.</summary>
/// <param name="Table">What is being copied or compared.</param>
/// <param name="Rows">Of all tables, copied or found there.</param>
public readonly record struct TransferProgress(string Table, long Rows, long Total);

/// <summary>A table that was transferred, and is the same on both sides.</summary>
/// <param name="Checksum">SHA-256 of its rows, in hexadecimal.</param>
public sealed record TransferredTable(string Table, long Rows, string Checksum);

/// <summary>
/// Brings a whole archive to another place, between the embedded database and PostgreSQL and back, with all numbers and
/// everything made by hand, and compares both table by table. What is cut off goes on from where it was.
/// </summary>
public static class ArchiveTransfer
{
    /// <summary>Rows of a transaction.</summary>
    private const int RowsAtOnce = 20_000;

    /// <summary>The order of the rest does not matter; what triggers and the schema write themselves comes
    /// last.</summary>
    private static readonly Type[] MadeByItself = [typeof(ArticleChangeRow), typeof(ContentChangeRow),
        typeof(ArchiveIdentityRow)];

    /// <exception cref="ArchiveException">There is nothing to copy, or something else at the target.</exception>
    public static async Task<IReadOnlyList<TransferredTable>> RunAsync(
        string from, string to, IProgress<TransferProgress>? progress = null, CancellationToken cancel = default)
    {
        using var source = await StorageSetup.OpenToReadAsync(from, cancel);
        using var target = new Archive(ArchivePlace.At(to));
        if (source.Location == target.Location)
            throw new ArchiveRefusedException($"{source.Location} is the archive itself. Name another place with --to.");
        await PrepareAsync(target, cancel);
        await using var reading = source.DbToRead();
        await using var writing = target.DbForWork();
        await WriteAsync(writing, () => DerivedMark.Set(writing, DerivedMark.Unfinished), cancel);
        // One state of the source, whoever writes to it meanwhile.
        var connection = reading.Database.GetDbConnection();
        await using var snapshot = SqlEngine.Of(connection).Snapshot(connection);
        await reading.Database.UseTransactionAsync(snapshot, cancel);
        List<TransferredTable> tables = [];
        var all = Tables(reading);
        var total = all.Sum(t => SqlReader.Number(connection, $"SELECT count(*) FROM {t.NameIn(reading)}"));
        long done = 0;
        foreach (var table in all)
        {
            tables.Add(await table.CopyAsync(reading, writing,
                rows => progress?.Report(new(table.NameIn(reading), done + rows, total)), cancel));
            done += tables[^1].Rows;
        }
        await WriteAsync(writing, () => DerivedMark.Set(writing), cancel);
        return tables;
    }

    private static async Task PrepareAsync(Archive target, CancellationToken cancel)
    {
        var found = target.Place.Find();
        target.Place.AllowWriting();
        if (found is { IsUnfinished: false })
            throw new ArchiveRefusedException(
                $"There is an archive at {target.Location} already. Name an empty place with --to.");
        await using (await target.Place.LockAsync(cancel)) await target.Place.MigrateAsync(cancel);
    }

    private static Task WriteAsync(ArchiveDb db, Action write, CancellationToken cancel) => WriteAsync(db, () =>
    {
        write();
        return Task.CompletedTask;
    }, cancel);

    private static async Task WriteAsync(ArchiveDb db, Func<Task> write, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await write();
        await transaction.CommitAsync(cancel);
    }

    private static List<ITable> Tables(ArchiveDb db) => [.. db.Model.GetEntityTypes()
        .OrderBy(t => Array.IndexOf(MadeByItself, t.ClrType)).ThenBy(t => t.GetTableName(),
            StringComparer.OrdinalIgnoreCase)
        .Select(t => (ITable)Activator.CreateInstance(typeof(Table<>).MakeGenericType(t.ClrType),
            [MadeByItself.Contains(t.ClrType)])!)];

    private interface ITable
    {
        string NameIn(ArchiveDb db);

        Task<TransferredTable> CopyAsync(ArchiveDb from, ArchiveDb to, Action<long> progress, CancellationToken cancel);
    }

    private sealed class Table<T>(bool isMadeByItself) : ITable where T : class
    {
        public string NameIn(ArchiveDb db) => TypeIn(db).GetTableName()!;

        private static IEntityType TypeIn(ArchiveDb db) => db.Model.FindEntityType(typeof(T))!;

        public async Task<TransferredTable> CopyAsync(
            ArchiveDb from, ArchiveDb to, Action<long> progress, CancellationToken cancel)
        {
            if (isMadeByItself) await ClearAsync(to, cancel);
            for (var isSecond = false; ; isSecond = true)
            {
                await FillAsync(from, to, progress, cancel);
                GoOnNumbering(from, to);
                var (there, here) = (Sum(from, cancel), Sum(to, cancel));
                if (there == here) return new(NameIn(from), there.Rows, there.Checksum);
                if (isSecond)
                    throw new IOException($"The table {NameIn(from)} is not the same on both sides: {there.Rows} and "
                        + $"{here.Rows} rows. The copy was left unfinished.");
                // Left by a copy that was cut off, before the source changed.
                await ClearAsync(to, cancel);
            }
        }

        private static Task ClearAsync(ArchiveDb to, CancellationToken cancel) =>
            WriteAsync(to, () => to.Set<T>().ExecuteDeleteAsync(cancel), cancel);

        /// <summary>What comes after the last row that is there: rows go over in the order of their keys.</summary>
        private async Task FillAsync(ArchiveDb from, ArchiveDb to, Action<long> progress, CancellationToken cancel)
        {
            var key = TypeIn(from).FindPrimaryKey()!.Properties;
            var (ascending, descending) = (Order(key, ""), Order(key, " DESC"));
            var last = Rows(to, $"ORDER BY {descending} LIMIT 1").FirstOrDefault();
            var places = string.Join(", ", key.Select((_, i) => $"{{{i}}}"));
            var rows = last is null ? Rows(from, $"ORDER BY {ascending}")
                : Rows(from, $"WHERE ({ascending}) > ({places}) ORDER BY {ascending}",
                    [.. key.Select(k => Stored(k.GetGetter().GetClrValue(last))!)]);
            var done = SqlReader.Number(to.Database.GetDbConnection(), $"SELECT count(*) FROM {NameIn(to)}");
            foreach (var some in rows.Chunk(RowsAtOnce))
            {
                cancel.ThrowIfCancellationRequested();
                await WriteAsync(to, () =>
                {
                    using var insert = RowInserter<T>.Into(to);
                    foreach (var row in some) insert.Insert(row);
                }, cancel);
                progress(done += some.Length);
            }
        }

        private IEnumerable<T> Rows(ArchiveDb db, string which, params object[] values)
        {
            var sql = $"SELECT * FROM {NameIn(db)} {which}";
            return db.Set<T>().FromSqlRaw(sql, values).AsNoTracking().AsEnumerable();
        }

        private static string Order(IEnumerable<IProperty> key, string direction) =>
            string.Join(", ", key.Select(k => k.Name + direction));

        /// <summary>Numbers of rows that are gone are not given again.</summary>
        private void GoOnNumbering(ArchiveDb from, ArchiveDb to)
        {
            if (!GivenByDatabase.IsNumberOf(TypeIn(from))) return;
            var (source, target) = (from.Database.GetDbConnection(), to.Database.GetDbConnection());
            SqlEngine.Of(target).GoOnAfter(target, NameIn(to), SqlEngine.Of(source).LastGiven(source, NameIn(from)));
        }

        private (long Rows, string Checksum) Sum(ArchiveDb db, CancellationToken cancel)
        {
            var key = TypeIn(db).FindPrimaryKey()!.Properties;
            var values = TypeIn(db).GetProperties().Select(p => p.GetGetter()).ToArray();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long count = 0;
            foreach (var row in Rows(db, $"ORDER BY {Order(key, "")}"))
            {
                if (++count % RowsAtOnce == 0) cancel.ThrowIfCancellationRequested();
                foreach (var value in values) Add(hash, Stored(value.GetClrValue(row)));
            }
            return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }

        private static object? Stored(object? value) => value is Enum name ? name.ToString() : value;

        private static void Add(IncrementalHash hash, object? value)
        {
            var bytes = value switch
            {
                null => null,
                byte[] given => given,
                string text => Encoding.UTF8.GetBytes(StorableText.Of(text)),
                // Servers count microseconds.
                DateTime time => BitConverter.GetBytes(time.Ticks / TimeSpan.TicksPerMicrosecond),
                double number => BitConverter.GetBytes(number),
                bool yes => [yes ? (byte)1 : (byte)0],
                var number => BitConverter.GetBytes(Convert.ToInt64(number, CultureInfo.InvariantCulture)),
            };
            hash.AppendData(BitConverter.GetBytes(bytes?.Length ?? -1));
            if (bytes is not null) hash.AppendData(bytes);
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NewsArchive;

/// <summary>
/// A PostgreSQL server of the tests' own: a cluster in a temporary folder, on a free port of this machine, gone when
/// the process ends. Started by whoever asks first.
/// </summary>
internal sealed class PostgresServer
{
    private static readonly Lazy<PostgresServer?> One = new(() => Start(1).FirstOrDefault());

    /// <summary>The user that the server runs as where the tests run as root, which PostgreSQL refuses.</summary>
    private const string User = "postgres";

    private readonly string folder;

    private PostgresServer(string folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }

    public string Address(string schema) => $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres;Search "
        + $"Path={schema}";

    /// <summary>One server for all tests of a process; skips the test where PostgreSQL is not installed.</summary>
    public static PostgresServer Shared()
    {
        if (Programs is null) Assert.Skip("PostgreSQL is not installed: apt-get install postgresql");
        return One.Value!;
    }

    /// <summary>The address of a new, empty schema.</summary>
    public static async Task<string> NewSchemaAsync()
    {
        var schema = $"t{Guid.NewGuid():N}";
        await Shared().RunAsync($"CREATE SCHEMA {schema}");
        return Shared().Address(schema);
    }

    public async Task RunAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(Address("public"));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d =>
            int.TryParse(Path.GetFileName(d), out var v) ? v : 0)
            .Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;

    /// <summary>A primary and, where asked for, standbys that stream from it and confirm what it commits.</summary>
    public static List<PostgresServer> Start(int servers)
    {
        if (Programs is null) return [];
        List<PostgresServer> started = [];
        for (var i = 0; i < servers; i++)
        {
            var folder = Directory.CreateTempSubdirectory("newsarchive-postgres-").FullName;
            if (Environment.IsPrivilegedProcess) Shell("chown", User, folder);
            var server = new PostgresServer(folder, FreePort());
            if (i == 0) server.Make(standbys: servers - 1);
            else server.Follow(started[0]);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
            server.Begin();
            started.Add(server);
        }
        return started;
    }

    private string Data => Path.Combine(folder, "data");

    private void Make(int standbys)
    {
        Run("initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        // A crash of the machine costs nothing here, so nothing waits for its disk.
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"),
            $"\nfsync = off\nfull_page_writes = off\nmax_connections = 200\nunix_socket_directories = '{folder}'\n"
            + "max_wal_senders = 10\nwal_keep_size = 512MB\nlisten_addresses = '127.0.0.1'\n"
            + (standbys > 0 ? "synchronous_standby_names = 'ANY 1 (*)'\nsynchronous_commit = remote_apply\n" : ""));
        File.AppendAllText(Path.Combine(Data, "pg_hba.conf"), "\nhost replication all 127.0.0.1/32 trust\n");
    }

    public void Follow(PostgresServer primary)
    {
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        Run("pg_basebackup", "-D", Data, "-R", "-X", "stream", "-c", "fast", "-d",
            $"host=127.0.0.1 port={primary.Port} user={User} application_name=s{Port}");
    }

    public void Begin() => Run("pg_ctl", "-D", Data, "-w", "-t", "60", "-o", $"-p {Port}", "-l",
        Path.Combine(folder, "log"), "start");

    /// <param name="mode">smart, fast or immediate.</param>
    public void Stop(string mode = "fast") => Run("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");

    /// <summary>Makes a standby take over.</summary>
    public void Promote() => Run("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Sets a parameter, and lets the server read it.</summary>
    public void Set(string line)
    {
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), $"\n{line}\n");
        Run("pg_ctl", "-D", Data, "reload");
    }

    public void Remove()
    {
        try
        {
            Run("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        }
        catch (InvalidOperationException)
        {
            // Stopped before.
        }
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (Environment.IsPrivilegedProcess) Shell("setpriv",
            ["--reuid", User, "--regid", User, "--clear-groups", path, .. arguments]);
        else Shell(path, arguments);
    }

    private static void Shell(string program, params string[] arguments)
    {
        // Not read from pipes: the server inherits them, and they would stay open with it.
        var log = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1 < /dev/null", "sh", log, program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        process.WaitForExit();
        var said = File.ReadAllText(log);
        File.Delete(log);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: "
            + $"{said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests of a class that run on PostgreSQL, too, are in a class that has this.</summary>
internal interface IOnPostgres;

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NewsArchive.Benchmarks;

/// <summary>The program as people run it, in a process of its own, and what that costs the machine.</summary>
internal sealed partial class ProgramRun : IDisposable
{
    private readonly Process process;

    private ProgramRun(Process process) => this.process = process;

    /// <summary>Of the build that this one was made with.</summary>
    private static string Executable
    {
        get
        {
            var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory,
                "../../../../../src/NewsArchive.Cli/bin/Release/net10.0/newsarchive"));
            return File.Exists(path) ? path
                : throw new FileNotFoundException("Build everything first: dotnet build -c Release", path);
        }
    }

    private static Process Start(string file, IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>CPU seconds, and the most memory in MB that it held, of a run to its end.</summary>
    public static (double Seconds, double Megabytes) Measure(params string[] arguments) =>
        Measure(Executable, arguments);

    public static (double Seconds, double Megabytes) Measure(string file, IReadOnlyList<string> arguments)
    {
        var before = SecondsOfChildren();
        using var process = Start(file, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        double most = 0;
        while (!process.WaitForExit(50)) most = Math.Max(most, PeakOf(process));
        Task.WaitAll(error, output);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)}: {error.Result}");
        return (SecondsOfChildren() - before, most);
    }

    /// <summary>CPU seconds of all processes that this one began and that have ended.</summary>
    private static double SecondsOfChildren()
    {
        const int Children = -1;
        // Seconds and microseconds of the user's time, then of the system's; what follows is not asked for.
        var usage = new long[32];
        return GetUsage(Children, usage) == 0 ? usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6
            : throw new NotSupportedException("This system does not tell what a process has cost.");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int who, [Out] long[] usage);

    /// <summary>The site, once it listens.</summary>
    public static async Task<(ProgramRun Run, HttpClient Client)> ServeAsync(string archive) =>
        await ListenAsync(Start(Executable,
            ["--archive", archive, "--quiet", "serve", "--urls", "http://127.0.0.1:0"]));

    /// <summary>A server that answers “ok” and does nothing else: the floor of every page.</summary>
    public static async Task<(ProgramRun Run, HttpClient Client)> PlaintextAsync() =>
        await ListenAsync(Start(Environment.ProcessPath!, [.. Self, "plaintext"]));

    /// <summary>What this process's own executable must be told to run this program.</summary>
    public static IReadOnlyList<string> Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.GetCommandLineArgs()[0]] : [];

    private static async Task<(ProgramRun, HttpClient)> ListenAsync(Process process)
    {
        var error = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (Address().Match(line) is { Success: true } found)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return (new(process), new() { BaseAddress = new(found.Value), Timeout = TimeSpan.FromMinutes(5) });
            }
        throw new InvalidOperationException($"It does not listen: {error}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();

    /// <summary>CPU seconds so far.</summary>
    public double Seconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>MB of memory now, those of files that the system only lends included.</summary>
    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    public double PeakMegabytes => PeakOf(process);

    private static double PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}

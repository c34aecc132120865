using System.Diagnostics;
using System.Text.Json;

namespace NewsArchive.Cli.Tests;

/// <summary>What a run of the real program left.</summary>
internal sealed record CommandResult(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>Runs the real program in a folder of its own.</summary>
internal sealed class Command : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "newsarchive.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("newsarchive-cli-").FullName;

    /// <summary>Where the archive is; null for the usual file in the folder.</summary>
    public string? Archive { get; set; }

    public static string Seeds { get; } = FindSeeds();

    public Process Start(params string[] arguments) => Start("dotnet", [Program, .. arguments]);

    /// <summary>Where no file can be written beyond so many kilobytes.</summary>
    public Process StartLimited(long kilobytes, params string[] arguments) => Start("bash",
        ["-c", $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f {kilobytes}; exec dotnet \"$@\"", "bash", Program, .. arguments]);

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment.Remove("NEWSARCHIVE_ARCHIVE");
        if (Archive is { } archive) start.Environment["NEWSARCHIVE_ARCHIVE"] = archive;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public async Task<CommandResult> RunAsync(params string[] arguments) => await FinishAsync(Start(arguments));

    public async Task<CommandResult> RunWithInputAsync(string input, params string[] arguments)
    {
        var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        return await FinishAsync(process);
    }

    private static async Task<CommandResult> FinishAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new(process.ExitCode, await output, await error);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindSeeds()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NewsArchive.sln")))
                return Path.Combine(folder.FullName, "seeds");
        throw new DirectoryNotFoundException("seeds/ is in no folder above the tests");
    }
}

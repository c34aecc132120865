using System.Diagnostics;

namespace NewsArchive.Cli.Tests;

/// <summary>The program in a folder of its own, so that files can stand beside it.</summary>
internal sealed class ProgramCopy : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("newsarchive-program-").FullName;

    public ProgramCopy()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
            if (Path.GetExtension(file) is ".dll" or ".json" or ".so") File.CreateSymbolicLink(Path.Combine(Folder,
                Path.GetFileName(file)), file);
        // The host finds the program's folder by where its file is, not by where the file leads.
        foreach (var name in new[] { "newsarchive.dll", "newsarchive.runtimeconfig.json", "newsarchive.deps.json" })
        {
            File.Delete(Path.Combine(Folder, name));
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(Folder, name));
        }
        if (Directory.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes")))
            Directory.CreateSymbolicLink(Path.Combine(Folder, "runtimes"), Path.Combine(AppContext.BaseDirectory,
                "runtimes"));
    }

    public async Task<(int ExitCode, string Error)> RunAsync(string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("NEWSARCHIVE_ARCHIVE");
        start.ArgumentList.Add(Path.Combine(Folder, "newsarchive.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

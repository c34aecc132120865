using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace NewsArchive.Cli.Tests;

/// <summary>The program as people install it: as a tool, as one file, as a service, beside an assistant.</summary>
public sealed class InstallTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Root { get; } = Path.GetDirectoryName(Command.Seeds)!;

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // What one build leaves running would hold what another needs.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("NEWSARCHIVE_ARCHIVE");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await output}{error}");
        return await output;
    }

    /// <summary>The sources alone, so that no other build is disturbed.</summary>
    private static string Sources(string folder)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "sources")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Root, file);
            if (path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, path))!);
            File.Copy(file, Path.Combine(copy, path));
        }
        foreach (var file in new[] { ".editorconfig" }.Where(f => File.Exists(Path.Combine(Root,
            f)))) File.Copy(Path.Combine(Root, file), Path.Combine(copy, file));
        return copy;
    }

    [Fact]
    public async Task Tool_is_packed_installed_into_an_empty_folder_and_used()
    {
        using var command = new Command();
        var project = Path.Combine(Root, "src", "NewsArchive.Cli");
        await RunAsync("dotnet", command.Folder, "pack", project, "-c", "Release", "--no-build", "-o",
            Path.Combine(command.Folder, "packages"));
        var package = Assert.Single(Directory.GetFiles(Path.Combine(command.Folder, "packages"), "*.nupkg"));
        var version = Path.GetFileNameWithoutExtension(package)["NewsArchive.".Length..];
        await RunAsync("dotnet", command.Folder, "tool", "install", "NewsArchive", "--tool-path",
            Path.Combine(command.Folder, "tool"),
            "--add-source", Path.Combine(command.Folder, "packages"), "--version", version);
        var tool = Path.Combine(command.Folder, "tool", "newsarchive");
        Assert.StartsWith(version, await RunAsync(tool, command.Folder, "--version"), StringComparison.Ordinal);
        await RunAsync(tool, command.Folder, "import", Command.Seeds);
        Assert.StartsWith("2 articles", await RunAsync(tool, command.Folder, "search", "whatsapp"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_file_is_published_and_runs_alone()
    {
        using var command = new Command();
        // Not compiled ahead here: that takes minutes and changes nothing in what the program does.
        await RunAsync("dotnet", command.Folder, "publish", Path.Combine(Sources(command.Folder), "src",
            "NewsArchive.Cli"), "-c", "Release", "-r", "linux-x64",
            "--self-contained", "-p:PublishSingleFile=true", "-p:PublishReadyToRun=false", "-p:DebugType=none",
                "-p:GenerateDocumentationFile=false",
            "-p:EnforceCodeStyleInBuild=false", "-o", Path.Combine(command.Folder, "out"));
        var alone = Directory.CreateDirectory(Path.Combine(command.Folder, "alone")).FullName;
        var program = Path.Combine(alone, "newsarchive");
        File.Move(Path.Combine(command.Folder, "out", "newsarchive"), program);
        await RunAsync(program, alone, "import", Command.Seeds);
        Assert.StartsWith("2 articles", await RunAsync(program, alone, "search", "whatsapp"),
            StringComparison.Ordinal);
        var start = new ProcessStartInfo(program, ["serve", "--urls",
            "http://127.0.0.1:0"])
        {
            WorkingDirectory = alone,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var served = Process.Start(start)!;
        var line = await served.StandardOutput.ReadLineAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(line!.Split(' ')[3]) };
        foreach (var page in new[] { "/", "/articles", "/site.css", "/help", "/openapi/v1.json", "/metrics" })
            Assert.NotEmpty(await client.GetStringAsync(new Uri(page, UriKind.Relative), Cancel));
        served.Kill();
    }

    [Fact]
    public async Task Manager_of_services_is_told_when_the_site_is_ready()
    {
        using var command = new Command();
        var path = Path.Combine(command.Folder, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        // As the manager starts it: by a parent of that name.
        var manager = Path.Combine(command.Folder, "systemd");
        File.Copy("/bin/bash", manager);
        var start = new ProcessStartInfo(manager, ["-c", "dotnet \"$@\"; true", "manager",
            Path.Combine(AppContext.BaseDirectory, "newsarchive.dll"), "serve", "--urls", "http://127.0.0.1:0",
                "--quiet"])
        {
            WorkingDirectory = command.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NOTIFY_SOCKET"] = path;
        using (var served = Process.Start(start)!)
        {
            var buffer = new byte[256];
            var length = await socket.ReceiveAsync(buffer, Cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(2),
                Cancel);
            Assert.Contains("READY=1", Encoding.UTF8.GetString(buffer, 0, length), StringComparison.Ordinal);
            served.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Unit_of_the_service_names_only_commands_and_settings_that_there_are()
    {
        var unit = await File.ReadAllTextAsync(Path.Combine(Root, "src", "NewsArchive.Cli", "newsarchive.service"),
            Cancel);
        Assert.Contains("Type=notify", unit, StringComparison.Ordinal);
        var started = unit.Split('\n').First(l => l.StartsWith("ExecStart=", StringComparison.Ordinal)).Split(' ');
        Assert.Empty(CommandTree.Create().Parse([.. started.Skip(1)]).Errors);
        foreach (var line in unit.Split('\n').Where(l => l.StartsWith("Environment=NEWSARCHIVE_",
            StringComparison.Ordinal)))
            Assert.Contains(Settings.All, s => s.Variable == line.Split('=')[1]);
    }

    [Fact]
    public async Task Assistant_starts_the_program_and_asks_it()
    {
        using var command = new Command();
        await command.RunAsync("import", Command.Seeds);
        await using var client = await McpClient.CreateAsync(new StdioClientTransport(new()
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "newsarchive.dll"), "mcp", "--archive",
                "newsarchive.db", "--base-url", "https://archive.example.org"],
            WorkingDirectory = command.Folder,
        }), cancellationToken: Cancel);
        Assert.Equal(8, (await client.ListToolsAsync(cancellationToken: Cancel)).Count);
        var answer = await client.CallToolAsync("search", new Dictionary<string, object?> { ["query"] = "whatsapp" },
            cancellationToken: Cancel);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;
        Assert.Contains("\"total\":2", text, StringComparison.Ordinal);
        Assert.Contains("https://archive.example.org/articles/2/", text, StringComparison.Ordinal);
        Assert.Contains("read", client.ServerInstructions, StringComparison.Ordinal);
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NewsArchive.Storage;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Cli;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    public const int Good = 0, SomeFailed = 1, WrongUsage = 2, Interrupted = 130, Terminated = 143;
}

/// <summary>Runs a command and turns what can be expected to go wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ParseResult parsed;
        try
        {
            parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        }
        catch (InvalidDataException e)
        {
            Say($"The settings in {Path.Combine(AppContext.BaseDirectory, "appsettings.json")} cannot be read: {e.Message}");
            return ExitCode.WrongUsage;
        }
        if (parsed.Errors.Count > 0)
        {
            // What is wrong, and what may have been meant; the help is one word away.
            if (parsed.Action is ParseErrorAction wrong) wrong.ShowHelp = false;
            await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error, Error = Console.Error });
            Say($"More: newsarchive help{(parsed.CommandResult.Command == root ? "" : " " + parsed.CommandResult.Command.Name)}");
            return ExitCode.WrongUsage;
        }
        if (parsed.Action is HelpAction) CommandTree.AddExamples(parsed.CommandResult.Command);
        using var signals = new StopSignals();
        try
        {
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                signals.Token);
            return code == ExitCode.Interrupted ? signals.ExitCode : code;
        }
        catch (OperationCanceledException)
        {
            Say("Interrupted. What was stored before is kept; the same command goes on from there.");
            return signals.ExitCode;
        }
        catch (ArchiveException e)
        {
            Say(e.Message);
            return ExitCode.SomeFailed;
        }
        catch (Exception e) when (DatabaseErrors.Describe(e,
            StorageSetup.NameOf(parsed.GetValue(Settings.Archive)!)) is { } told)
        {
            Say(told);
            return ExitCode.SomeFailed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Say(e.Message);
            return ExitCode.SomeFailed;
        }
        catch (Exception e)
        {
            Say($"A fault of this program: {e.Message.Split('\n')[0].Trim()} {Kept(e)}");
            return ExitCode.SomeFailed;
        }
    }

    /// <summary>Keeps what a developer needs, and says where.</summary>
    private static string Kept(Exception error)
    {
        var path = Path.Combine(Path.GetTempPath(), "newsarchive-fault.log");
        try
        {
            File.AppendAllText(path, $"{DateTimeOffset.Now:O} {Environment.CommandLine}\n{error}\n\n");
            return $"What is needed to mend it stands in {path}.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>For commands that only read; the file and its folder need not be writable.</summary>
    public static Task<Archive> OpenToReadAsync(ParseResult parsed, CancellationToken cancel) =>
        Telling(StorageSetup.OpenToReadAsync(parsed.GetValue(Settings.Archive)!, cancel), parsed);

    public static Task<Archive> OpenAsync(ParseResult parsed, CancellationToken cancel) =>
        Telling(StorageSetup.OpenAsync(parsed.GetValue(Settings.Archive)!, cancel), parsed);

    public static Task<Archive> OpenOrCreateAsync(ParseResult parsed, CancellationToken cancel) =>
        Telling(StorageSetup.OpenOrCreateAsync(parsed.GetValue(Settings.Archive)!, cancel), parsed);

    private static async Task<Archive> Telling(Task<Archive> opening, ParseResult parsed)
    {
        var archive = await opening;
        if (!parsed.GetValue(Settings.Quiet)) archive.Notice = archive.Waits = Say;
        return archive;
    }

    /// <summary>Diagnostics go to standard error.</summary>
    public static void Say(string message) => Console.Error.WriteLine(message);
}

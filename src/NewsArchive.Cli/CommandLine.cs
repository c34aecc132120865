using System.CommandLine;
using NewsArchive.Storage;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Cli;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    public const int Good = 0, SomeFailed = 1, WrongUsage = 2, Interrupted = 130, Terminated = 143;
}

/// <summary>Options that every command takes.</summary>
internal static class Settings
{
    private const string Variable = "NEWSARCHIVE_ARCHIVE";
    private const string DefaultFile = "newsarchive.db";

    public static readonly Option<string> Archive = new("--archive")
    {
        Description =
            $"The archive's file. Default: the variable {Variable}, else {DefaultFile} in the current folder.",
        HelpName = "PATH",
        Recursive = true,
        DefaultValueFactory = _ =>
            FromEnvironment(Variable) ?? DefaultFile,
    };

    /// <summary>A setting of the environment; null where there is none.</summary>
    public static string? FromEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on standard output.",
        Recursive = true
    };

    /// <summary>An option that takes a number, as <c>--limit</c> does.</summary>
    public static Option<int> Number(string name, string description, int fallback, int least)
    {
        const int Most = 100_000;
        var option = new Option<int>(name)
        {
            Description = $"{description} Default: {fallback}.",
            HelpName = "N",
            DefaultValueFactory = _ => fallback
        };
        option.Validators.Add(result =>
        {
            var number = result.GetValueOrDefault<int>();
            if (number < least || number > Most) result.AddError($"{name} takes a number from {least} to {Most}.");
        });
        return option;
    }

    public static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print no progress and no notes.",
        Recursive = true
    };
}

/// <summary>Runs a command and turns what can be expected to go wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(new InvocationConfiguration { Output = TextWriter.Null, Error = Console.Error });
            return ExitCode.WrongUsage;
        }
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
        catch (Exception e) when (DatabaseErrors.Describe(e, Path.GetFullPath(parsed
            .GetValue(Settings.Archive)!)) is { } told)
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
        if (!parsed.GetValue(Settings.Quiet)) archive.Notice = Say;
        return archive;
    }

    /// <summary>Diagnostics go to standard error.</summary>
    public static void Say(string message) => Console.Error.WriteLine(message);
}

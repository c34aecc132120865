using System.CommandLine;

namespace NewsArchive.Cli;

/// <summary>Every command and option; what the help must cover.</summary>
public static class CommandTree
{
    /// <summary>What somebody types, by command; shown in the help of each.</summary>
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["import"] = ["import wire/", "import dump.jsonl.gz pages.warc --source \"Daily Mail\"",
            "cat story.txt | newsarchive import -",
            "import old-archive.jsonl --archive new.db"],
        ["explain"] = ["explain page.html", "explain page.html --json"],
        ["reread"] = ["reread", "reread --yes"],
        ["search"] = ["search '\"sovereign internet\" said:peskov'",
            "search 'strike source:reuters date:1987-03' --sort newest --limit 50",
            "search --batch queries.jsonl > results.jsonl"],
        ["related"] = ["related 12"],
        ["stories"] = ["stories --limit 50 --json"],
        ["entity"] = ["entity list peskov", "entity merge 12 7", "entity undo 3"],
        ["serve"] = ["serve", "serve --import wire/ --urls http://127.0.0.1:8080",
            "serve --urls http://0.0.0.0:5080 --allowed-hosts archive.example.org --read-only"],
        ["export"] = ["export --output archive.jsonl",
            "export 'date:1987-03 source:reuters' --format csv --output march.csv",
            "export whatsapp --format bibtex > whatsapp.bib"],
        ["backup"] = ["backup /media/disk/news.db"],
        ["restore"] = ["restore /media/disk/news.db", "restore /media/disk/news.db --archive other.db"],
        ["copy"] = ["copy --from newsarchive.db --to postgres://desk@db.example.org/news",
            "copy --from postgres://desk@db.example.org/news --to news.db"],
        ["remove"] = ["remove 12 13", "remove 'source:\"Test Wire\" date:2020'", "remove --run 3", "remove --undo"],
        ["mcp"] = ["mcp --archive news.db"],
        ["stats"] = ["stats --json"],
        ["doctor"] = ["doctor", "doctor --repair"],
        ["reindex"] = ["reindex"],
        ["completion"] = ["completion bash >> ~/.bashrc",
            "completion fish > ~/.config/fish/completions/newsarchive.fish"],
        ["help"] = ["help search", "help --man > newsarchive.1"],
    };

    public static RootCommand Create()
    {
        var root =
            new RootCommand("NewsArchive turns a folder of news articles into an archive to read, search and cite.")
        {
            ImportCommand.Create(),
            ExplainCommand.Create(),
            RereadCommand.Create(),
            SearchCommand.Create(),
            RelatedCommand.Create(),
            StoriesCommand.Create(),
            EntityCommand.Create(),
            ServeCommand.Create(),
            ExportCommand.Create(),
            BackupCommand.Create(),
            BackupCommand.CreateRestore(),
            CopyCommand.Create(),
            RemoveCommand.Create(),
            McpCommand.Create(),
            StatsCommand.Create(),
            DoctorCommand.Create(),
            DoctorCommand.CreateReindex(),
            CompletionCommand.Create(),
            HelpCommand.Create(),
        };
        root.Options.Add(Settings.Archive);
        root.Options.Add(Settings.Json);
        root.Options.Add(Settings.Quiet);
        return root;
    }

    /// <summary>Adds what may be typed to a command whose help is shown.</summary>
    internal static void AddExamples(Command command)
    {
        if (ExamplesOf(command) is { Count: > 0 } examples)
            command.Description += $"\n\nExamples:\n{string.Join('\n', examples.Select(e => "  " + e))}";
    }

    /// <summary>What may be typed, as it is typed; none for a part of a command.</summary>
    public static IReadOnlyList<string> ExamplesOf(Command command) => [.. Examples.GetValueOrDefault(command.Name, [])
        .Select(e => e.Contains("newsarchive ", StringComparison.Ordinal) ? e : "newsarchive " + e)];
}

using System.CommandLine;

namespace NewsArchive.Cli;

/// <summary>Every command and option; what the help must cover.</summary>
public static class CommandTree
{
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
            StatsCommand.Create(),
            DoctorCommand.Create(),
            DoctorCommand.CreateReindex(),
        };
        root.Options.Add(Settings.Archive);
        root.Options.Add(Settings.Json);
        root.Options.Add(Settings.Quiet);
        return root;
    }
}

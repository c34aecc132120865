using System.CommandLine;
using NewsArchive.Cli;

var root = new RootCommand("NewsArchive turns a folder of news articles into an archive to read, search and cite.")
{
    ImportCommand.Create(),
    ExplainCommand.Create(),
    SearchCommand.Create(),
    RelatedCommand.Create(),
    StoriesCommand.Create(),
    ServeCommand.Create(),
    StatsCommand.Create(),
};
root.Options.Add(Settings.Archive);
root.Options.Add(Settings.Json);
root.Options.Add(Settings.Quiet);
return await CommandLine.RunAsync(root, args);

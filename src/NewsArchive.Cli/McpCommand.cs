using System.CommandLine;
using NewsArchive.Web;
using NewsArchive.Web.Assistants;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive mcp</c></summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var baseUrl = SiteOptions.BaseUrl("Where the archive is served, as addresses in answers state it.",
            WebAppOptions.DefaultUrls);
        var command = new Command("mcp",
            "Serve an assistant on standard input and output, by the Model Context Protocol. It can read everything and change nothing.")
        {
            baseUrl,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            archive.Notice = null;
            await AssistantServer.RunAsync(archive, parsed.GetValue(baseUrl), cancel);
            return ExitCode.Good;
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using NewsArchive.Storage.Import;

namespace NewsArchive.Cli;

/// <summary>
/// <c>newsarchive reread</c>: says how many articles today's rules would change, and changes them when told to.
/// </summary>
internal static class RereadCommand
{
    public static Command Create()
    {
        var yes = new Option<bool>("--yes") { Description = "Store what changes. Without it, only count." };
        var command = new Command("reread", "Read all stored originals again with today's rules and say what changes.")
        {
            yes
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenAsync(parsed, cancel);
            var report = await new Rereader(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
                .RunAsync(parsed.GetValue(yes), null, cancel);
            if (parsed.GetValue(Settings.Json))
            {
                Output.Json(new
                {
                    articles = report.Articles,
                    changed = report.Changed.Count,
                    stored = report.Stored,
                    unreadable = report.Unreadable,
                    fields = report.Fields,
                    ids = report.Changed
                });
                return ExitCode.Good;
            }
            Output.Line(string.Create(CultureInfo.InvariantCulture,
                $"{report.Changed.Count} of {report.Articles} articles {(report.Stored ? "changed" : "would change")}"
                + $"{(report.Unreadable > 0 ? $"; {report.Unreadable} originals are not read any more and stay as they are" : "")}"));
            foreach (var (field, count) in report.Fields.OrderByDescending(f => f.Value))
                Output.Line(string.Create(CultureInfo.InvariantCulture, $"  {field,-12} {count}"));
            if (!report.Stored && report.Changed.Count > 0)
                Output.Line("Nothing was stored. Run it again with --yes to store the changes.");
            return ExitCode.Good;
        });
        return command;
    }
}

using System.CommandLine;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Json;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive stats</c></summary>
internal static class StatsCommand
{
    public static Command Create()
    {
        var command = new Command("stats", "Print what the archive holds.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            await using var db = archive.DbToRead();
            var stats = await new StatsQuery(archive, db).RunAsync(cancel);
            if (parsed.GetValue(Settings.Json)) Output.Json(StatsJson.Of(stats));
            else Print(stats);
            return ExitCode.Good;
        });
        return command;
    }

    private static void Print(ArchiveStats stats)
    {
        Output.Line($"articles   {stats.Articles} ({stats.Duplicates} duplicates)");
        Output.Line($"published  {StatsJson.Day(stats.First) ?? "–"} to {StatsJson.Day(stats.Last) ?? "–"}");
        Output.Line($"sources    {stats.Sources}");
        Output.Line($"authors    {stats.Authors}");
        Output.Line($"names      {stats.Entities}, mentioned {stats.Mentions} times");
        Output.Line($"quotes     {stats.Quotes}");
        Output.Line($"stories    {stats.Stories}");
        Output.Line($"languages  {string.Join(", ", stats.Languages.Select(l => $"{l.Key} {l.Value}"))}");
        Output.Line($"lines      {string.Join(", ", stats.Lines.Select(l => $"{l.Key} {l.Value}"))}");
    }
}

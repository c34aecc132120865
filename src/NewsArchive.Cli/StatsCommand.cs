using System.CommandLine;
using NewsArchive.Storage.Queries;

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
            await using var db = archive.Db();
            var stats = await new StatsQuery(archive, db).RunAsync(cancel);
            if (parsed.GetValue(Settings.Json)) Output.Json(new
            {
                articles = stats.Articles,
                duplicates = stats.Duplicates,
                sources = stats.Sources,
                authors = stats.Authors,
                entities = stats.Entities,
                mentions = stats.Mentions,
                quotes = stats.Quotes,
                stories = stats.Stories,
                importRuns = stats.ImportRuns,
                first = Day(stats.First),
                last = Day(stats.Last),
                languages = stats.Languages,
                lines = stats.Lines,
            });
            else Print(stats);
            return ExitCode.Good;
        });
        return command;
    }

    private static string? Day(DateTime? at) =>
        at is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static void Print(ArchiveStats stats)
    {
        Output.Line($"articles   {stats.Articles} ({stats.Duplicates} duplicates)");
        Output.Line($"published  {Day(stats.First) ?? "–"} to {Day(stats.Last) ?? "–"}");
        Output.Line($"sources    {stats.Sources}");
        Output.Line($"authors    {stats.Authors}");
        Output.Line($"names      {stats.Entities}, mentioned {stats.Mentions} times");
        Output.Line($"quotes     {stats.Quotes}");
        Output.Line($"stories    {stats.Stories}");
        Output.Line($"languages  {string.Join(", ", stats.Languages.Select(l => $"{l.Key} {l.Value}"))}");
        Output.Line($"lines      {string.Join(", ", stats.Lines.Select(l => $"{l.Key} {l.Value}"))}");
    }
}

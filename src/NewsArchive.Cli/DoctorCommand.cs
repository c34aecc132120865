using System.CommandLine;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive doctor</c> and <c>newsarchive reindex</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Make anew what is made from the articles, where it is not as it should be.",
        };
        var command = new Command("doctor",
            "Look whether the archive is whole and agrees with itself. Changes nothing without --repair.") { repair };
        command.SetAction(async (parsed, cancel) =>
        {
            var mayRepair = parsed.GetValue(repair);
            using var archive = mayRepair
                ? await CommandLine.OpenAsync(parsed, cancel) : await CommandLine.OpenToReadAsync(parsed, cancel);
            var findings = await Checkup.RunAsync(archive, cancel);
            if (mayRepair && findings.Exists(f => f.IsMadeAnew))
            {
                await Checkup.ReindexAsync(archive, cancel);
                findings = await Checkup.RunAsync(archive, cancel);
                if (!parsed.GetValue(Settings.Quiet))
                    CommandLine.Say("What is made from the articles was made anew. The state now:");
            }
            if (parsed.GetValue(Settings.Json))
                Output.Json(new
                {
                    findings = findings.Select(f =>
                        new
                        {
                            what = f.What,
                            good = f.Problem is null,
                            problem = f.Problem,
                            remedy = f.Problem is null ? null : f.Remedy
                        })
                });
            else
                foreach (var finding in findings)
                    Output.Line(finding.Problem is { } problem
                        ? $"no   {finding.What}: {problem}. {finding.Remedy}" : $"yes  {finding.What}");
            return findings.Exists(f => f.Problem is not null) ? ExitCode.SomeFailed : ExitCode.Good;
        });
        return command;
    }

    public static Command CreateReindex()
    {
        var command = new Command("reindex", "Make everything that searching needs anew from the stored articles.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenAsync(parsed, cancel);
            await Checkup.ReindexAsync(archive, cancel);
            if (!parsed.GetValue(Settings.Quiet)) CommandLine.Say("The index was made anew.");
            return ExitCode.Good;
        });
        return command;
    }
}

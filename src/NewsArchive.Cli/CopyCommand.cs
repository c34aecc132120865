using System.CommandLine;
using System.Globalization;
using NewsArchive.Storage;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive copy</c>: a whole archive to another place, between a file and PostgreSQL.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var from = new Option<string?>("--from")
        {
            Description = "The archive to copy: a file, or the address of a PostgreSQL database. Default: that of "
                + "--archive.",
            HelpName = "PLACE",
        };
        var to = new Option<string>("--to")
        {
            Description = "Where to: a file that is not there yet, or the address of an empty PostgreSQL database.",
            HelpName = "PLACE",
            Required = true,
        };
        var command = new Command("copy",
            "Copy a whole archive to another place, between a file and PostgreSQL, and compare both. What is cut off "
                + "goes on "
            + "from where it was.")
        {
            from,
            to,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var source = parsed.GetValue(from) ?? parsed.GetValue(Settings.Archive)!;
            var target = parsed.GetValue(to)!;
            var tables = await ProgressBar.RunAsync("Copying", parsed.GetValue(Settings.Quiet), bar => Task.Run(() =>
                ArchiveTransfer.RunAsync(source, target, bar is null ? null : new Shown(bar), cancel), cancel));
            var (named, rows) = (StorageSetup.NameOf(target), tables.Sum(t => t.Rows));
            if (parsed.GetValue(Settings.Json)) Output.Json(new
            {
                from = StorageSetup.NameOf(source),
                to = named,
                rows,
                tables = tables.Select(t => new { table = t.Table, rows = t.Rows, sha256 = t.Checksum }),
            });
            else if (!parsed.GetValue(Settings.Quiet))
                Output.Line(string.Create(CultureInfo.InvariantCulture,
                    $"{named} is a whole copy of {StorageSetup.NameOf(source)}: {rows:N0} rows of {tables.Count} "
                        + $"tables, the same on both sides."));
            return ExitCode.Good;
        });
        return command;
    }

    private sealed class Shown(ProgressBar bar) : IProgress<TransferProgress>
    {
        void IProgress<TransferProgress>.Report(TransferProgress value) =>
            bar.Show(value.Rows, value.Total, value.Table);
    }
}

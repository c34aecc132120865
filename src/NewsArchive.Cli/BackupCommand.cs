using System.CommandLine;
using NewsArchive.Storage;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive backup FILE</c> and <c>newsarchive restore FILE</c>.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where the copy is written." };
        var force = new Option<bool>(
            "--force")
        { Description = "Replace a file of that name, once the copy is whole." };
        var command = new Command("backup",
            "Copy the archive, with everything made by hand, while it is in use. The copy is one file, and an "
                + "archive itself.")
        {
            file,
            force,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            var to = Path.GetFullPath(parsed.GetValue(file)!);
            await ProgressBar.RunAsync("Copying", parsed.GetValue(Settings.Quiet), bar => Task.Run(() =>
            {
                ArchiveBackup.Make(archive, to, parsed.GetValue(force), Shown.On(bar), cancel);
                return true;
            }, cancel));
            if (parsed.GetValue(Settings.Json)) Output.Json(new
            {
                archive = archive.Location,
                file = to,
                bytes = new FileInfo(to).Length
            });
            else if (!parsed.GetValue(Settings.Quiet))
                Output.Line($"{to} is a whole copy of {archive.Location}. Bring it back with: newsarchive restore {to}");
            return ExitCode.Good;
        });
        return command;
    }

    public static Command CreateRestore()
    {
        var file = new Argument<string>("FILE") { Description = "A copy made by backup." };
        var force = new Option<bool>("--force")
        {
            Description = "Replace the archive that is there; it is kept beside the new one.",
        };
        var command = new Command("restore",
            "Bring an archive back from a copy. One that is there is not touched without --force.")
        {
            file,
            force,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var place = parsed.GetValue(Settings.Archive)!;
            var to = StorageSetup.NameOf(place);
            var kept = await ProgressBar.RunAsync("Copying", parsed.GetValue(Settings.Quiet), bar => Task.Run(() =>
                ArchiveBackup.RestoreAsync(parsed.GetValue(file)!, place, parsed.GetValue(force), Shown.On(bar),
                    cancel), cancel));
            if (parsed.GetValue(Settings.Json)) Output.Json(new { archive = to, replaced = kept });
            else if (!parsed.GetValue(Settings.Quiet))
                Output.Line($"{to} is the archive of {parsed.GetValue(file)}."
                    + (kept is null ? "" : $" The one that was there is now {kept}."));
            return ExitCode.Good;
        });
        return command;
    }

    private sealed class Shown(ProgressBar bar) : IProgress<CopyProgress>
    {
        public static Shown? On(ProgressBar? bar) => bar is null ? null : new(bar);

        void IProgress<CopyProgress>.Report(CopyProgress value) => bar.Show(value.Done, value.Total);
    }
}

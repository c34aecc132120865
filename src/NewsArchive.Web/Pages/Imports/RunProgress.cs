using System.Globalization;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Imports;

/// <summary>How far an import is.</summary>
public static class RunProgress
{
    /// <summary>A run tells every few seconds how far it is, unless what it reads is slow.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public static bool IsRunning(ImportRunRow run, DateTime now) =>
        run.FinishedAt is null && now - (run.SeenAt ?? run.StartedAt) < Silence;

    public static double Share(ImportRunRow run) =>
        run.TotalBytes == 0 ? 0 : Math.Clamp((double)run.ReadBytes / run.TotalBytes, 0, 1);

    /// <summary>How far a run is, how fast, and how long it may still take.</summary>
    public static string Say(ImportRunRow run)
    {
        var seconds = ((run.SeenAt ?? run.StartedAt) - run.StartedAt).TotalSeconds;
        if (seconds <= 0 || run.TotalBytes == 0) return "running";
        var share = Share(run);
        var documents = run.Added + run.Updated + run.Unchanged + run.Duplicates + run.Failed;
        var left = share > 0 ? seconds / share - seconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"running: {share:P0} of {run.TotalBytes / 1e6:0.0} MB read, {documents / seconds:0} documents a second")
            + (share is > 0 and < 1 ? $", about {(left < 90 ? Text.Say.Count((int)Math.Ceiling(left), "second")
                : Text.Say.Count((int)Math.Round(left / 60), "minute"))} left" : "");
    }
}

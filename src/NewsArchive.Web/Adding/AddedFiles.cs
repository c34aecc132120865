using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Sql;
using NewsArchive.Web.Pages.Imports;

namespace NewsArchive.Web.Adding;

/// <summary>
/// Files that came through the browser. They are kept in a folder beside the archive, each under the hash of its bytes,
/// so that the same file again is the same article; from there they are imported like any others.
/// </summary>
public sealed class AddedFiles(Archive archive, ArticlePipeline pipeline, TimeProvider clock)
{
    public const string Page = "/add";

    /// <summary>Bytes that come at once, at most.</summary>
    public const long Largest = 512L * 1024 * 1024;

    /// <summary>Files that come at once, at most.</summary>
    public const int MostFiles = 5_000;

    private readonly Lock turn = new();
    private Task running = Task.CompletedTask;

    public string Folder => archive.Beside + ".added";

    public bool IsBusy => !running.IsCompleted;

    /// <returns>Where it lies now.</returns>
    public async Task<string> KeepAsync(Stream content, string name, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        var arriving = Path.Combine(Folder, $"arriving-{Guid.NewGuid():N}");
        try
        {
            string hash;
            await using (var file = File.Create(arriving))
            {
                await content.CopyToAsync(file, cancel);
                file.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel))[..16];
            }
            var place = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, hash)).FullName, Safe(name));
            File.Move(arriving, place, overwrite: true);
            return place;
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    /// <summary>A name without a way to other folders.</summary>
    private static string Safe(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var plain = string.Concat(last.Where(c => !char.IsControl(c) && !Path.GetInvalidFileNameChars().Contains(c))).Trim('.', ' ');
        return plain.Length == 0 ? "file.txt" : plain.Length > 120 ? plain[^120..] : plain;
    }

    /// <summary>Begins to import; one run at a time.</summary>
    /// <returns>False where one is running.</returns>
    public bool Import(IReadOnlyCollection<string> files)
    {
        lock (turn)
        {
            if (IsBusy) return false;
            running = Task.Run(() => new Importer(archive, pipeline, clock).RunAsync(files, new(KeepResults: false)));
            return true;
        }
    }

    /// <summary>How far the import is that runs now, by whomever it was begun.</summary>
    public static void Map(WebApplication app) => app.MapGet("/imports/now", async (HttpContext context, StatsQuery stats) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        var run = await stats.LastRunAsync(context.RequestAborted);
        var isRunning = run is not null && RunProgress.IsRunning(run, TimeProvider.System.GetUtcNow().UtcDateTime);
        return Results.Json(new
        {
            running = isRunning,
            share = run is { TotalBytes: > 0 } ? Math.Clamp((double)run.ReadBytes / run.TotalBytes, 0, 1) : 0,
            said = isRunning ? RunProgress.Say(run!) : "",
            added = run is null ? "0" : run.Added.ToString(CultureInfo.InvariantCulture),
        });
    });
}

// Observation: scrapers write what they know of a text beside it, and a folder often holds one source.
// Idea: fields from a sidecar (story.json or story.yaml beside story.txt) outrank the document's own; the folder's
// newsarchive.yaml, the nearest one upwards, fills what both leave open.
using System.Collections.Concurrent;
using System.Text.Json;
using NewsArchive.Formats;

namespace NewsArchive.Storage.Import;

/// <summary>Fields that stand beside a document instead of in it.</summary>
/// <param name="Sidecar">From the file's own companion; outranks the document.</param>
/// <param name="Folder">Defaults of its folder and of the command line.</param>
/// <param name="Failure">Why a companion could not be read, or null.</param>
public sealed record SuppliedFields(DeclaredFields? Sidecar, DeclaredFields? Folder, string? Failure)
{
    public static readonly SuppliedFields None = new(null, null, null);

    public RawDocument ApplyTo(RawDocument document)
    {
        var declared = Sidecar is null ? document.Declared : Sidecar.Or(document.Declared);
        return document with { Declared = Folder is null ? declared : declared.Or(Folder) };
    }

    /// <summary>As stored with the article, so that reading it again knows them; null where there are none.</summary>
    public string? Write() =>
        Sidecar is null && Folder is null ? null : JsonSerializer.Serialize(this with { Failure = null });

    public static SuppliedFields Read(string? stored) =>
        stored is null ? None : JsonSerializer.Deserialize<SuppliedFields>(stored)!;
}

public sealed class Sidecars(string? source)
{
    private const string FolderFile = "newsarchive.yaml";

    private static readonly string[] SidecarEndings = [".json", ".yaml", ".yml"];
    private static readonly string[] TextEndings = ["", ".txt", ".text", ".md", ".markdown", ".html", ".htm"];

    /// <summary>Larger files are no lists of fields.</summary>
    private const long LargestSidecar = 256 * 1024;

    private readonly ConcurrentDictionary<string, (DeclaredFields? Fields, string? Failure)> folders = [];

    public SuppliedFields Of(string path)
    {
        var (sidecar,
            sidecarFailure) =
            Array.Find(SidecarEndings,
                e => File.Exists(Path.ChangeExtension(path, e)) && IsSidecar(Path.ChangeExtension(path, e)))
                is { } ending
            ? Parse(Path.ChangeExtension(path, ending))
            : Array.Find(SidecarEndings, e => File.Exists(path + e)) is { } appended ? Parse(path + appended) : default;
        var (folder, folderFailure) = path == InputFiles.StandardInput
            ? default : OfFolder(Path.GetDirectoryName(Path.GetFullPath(path)));
        if (source is not null) folder = new DeclaredFields { Source = source }.Or(folder ?? DeclaredFields.None);
        return sidecar is null && folder is null && sidecarFailure is null && folderFailure is null
            ? SuppliedFields.None : new(sidecar, folder, sidecarFailure ?? folderFailure);
    }

    /// <summary>True for files that say something of others and are no documents themselves.</summary>
    public static bool IsCompanion(string path) => Path.GetFileName(path) == FolderFile || IsSidecar(path);

    private static bool IsSidecar(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (!SidecarEndings.Contains(ending)) return false;
        var stem = path[..^ending.Length];
        if (!TextEndings.Any(e => (e.Length > 0 || Path.HasExtension(stem)) && File.Exists(stem + e))) return false;
        // A file with a text of its own is a document that happens to stand there.
        return Parse(path).Fields is { HasText: false } || ending != ".json";
    }

    private (DeclaredFields? Fields, string? Failure) OfFolder(string? folder)
    {
        if (folder is null) return default;
        return folders.GetOrAdd(folder,
            f => File.Exists(Path.Combine(f, FolderFile))
                ? Parse(Path.Combine(f, FolderFile)) : OfFolder(Path.GetDirectoryName(f)));
    }

    private static (DeclaredFields? Fields, string? Failure) Parse(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestSidecar) return (null, $"{path} is larger than a list of fields");
            // YAML reads JSON as well.
            var (fields, failure) = FrontMatter.Read(File.ReadAllText(path));
            return (fields, failure is null ? null : $"{path} is neither YAML nor JSON that is read: {failure}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {e.Message}");
        }
    }
}

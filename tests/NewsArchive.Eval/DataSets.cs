using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace NewsArchive.Eval;

/// <summary>
/// Public sets, read from NEWSARCHIVE_DATA, else from ../shared/data beside the project; never committed.
/// </summary>
internal static class DataSets
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("NEWSARCHIVE_DATA") is { Length: > 0 } given
        ? given : Beside();

    private static readonly HashSet<string> Used = [];

    /// <summary>Notes that a set was read by other means.</summary>
    public static void Use(string set) => Used.Add(set);

    public static bool Exists(string set) => File.Exists(Path.Combine(Root, set));

    public static IEnumerable<JsonElement> Lines(string set) =>
        TextLines(set).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);

    public static IEnumerable<string> TextLines(string set)
    {
        using var reader = new StreamReader(Open(set));
        while (reader.ReadLine() is { } line) yield return line;
    }

    /// <summary>Of an article's path the part inside its tar.</summary>
    public static string InsideTar(string path) => path[(path.IndexOf(".tar/", StringComparison.Ordinal) + 5)..];

    /// <summary>Files of a .tar.gz by name.</summary>
    public static Dictionary<string, byte[]> Files(string set)
    {
        Dictionary<string, byte[]> files = [];
        using var tar = new TarReader(Open(set));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var buffer = new MemoryStream();
            entry.DataStream.CopyTo(buffer);
            files[entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name] =
                buffer.ToArray();
        }
        return files;
    }

    /// <summary>SHA-256 of every set that was read.</summary>
    public static IEnumerable<(string Set, string Hash)> Hashes()
    {
        foreach (var set in Used.Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(Path.Combine(Root, set));
            yield return (set, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
    }

    private static GZipStream Open(string set)
    {
        Used.Add(set);
        return new(File.OpenRead(Path.Combine(Root, set)), CompressionMode.Decompress);
    }

    /// <summary>The two article files of the project.</summary>
    public static string Seeds => Path.Combine(Project ?? "", "seeds");

    private static string Beside() =>
        Project is { } project ? Path.GetFullPath(Path.Combine(project, "..", "shared", "data")) : "data";

    private static string? Project
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "NewsArchive.sln"))) return folder.FullName;
            return null;
        }
    }
}

using System.IO.Enumeration;
using NewsArchive.Formats;

namespace NewsArchive.Storage.Import;

/// <summary>A file to import, or a path that leads to none.</summary>
public sealed record InputFile(string Path, string? Problem)
{
    /// <summary>Its documents, streamed, and what could not be read.</summary>
    public IEnumerable<DocumentRead> Read(ReadingLimits? limits = null) => Read(limits, new([]));

    internal IEnumerable<DocumentRead> Read(ReadingLimits? limits, ReadMeter meter) =>
        Problem is null ? FormatDetection.ReadAll(() => Open(limits, meter)) : [DocumentRead.Failed(Problem)];

    private SourceFile Open(ReadingLimits? limits, ReadMeter meter)
    {
        if (Path != InputFiles.StandardInput) return new(Path, () => meter.Open(Path), limits);
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return new(Path, buffer.ToArray(), limits);
    }
}

/// <summary>Turns what the user named into files: files, folders with all below them, globs.</summary>
public static class InputFiles
{
    /// <summary>Name for standard input.</summary>
    public const string StandardInput = "-";

    public static List<InputFile> Find(IEnumerable<string> paths)
    {
        List<InputFile> files = [];
        HashSet<string> seen = [];
        foreach (var path in paths)
            foreach (var file in Expand(path))
                if (seen.Add(file.Path == StandardInput ? file.Path : Path.GetFullPath(file.Path))
                    || file.Path.Contains(NoLetter, StringComparison.Ordinal)) files.Add(file);
        return files;
    }

    /// <summary>
    /// Stands in names for bytes that are no UTF-8; two files of one folder may then show the same name.
    /// </summary>
    private const char NoLetter = '\uFFFD';

    private static IEnumerable<InputFile> Expand(string path)
    {
        if (path == StandardInput) return [new(path, null)];
        if (File.Exists(path)) return [Named(path)];
        if (Directory.Exists(path)) return Below(path, "*", recursive: true);
        if (path.IndexOfAny(['*', '?']) >= 0) return Glob(path);
        return [new(path, "there is no such file or folder")];
    }

    /// <summary><c>*</c> and <c>?</c> in the last part; <c>**</c> for any folders.</summary>
    private static List<InputFile> Glob(string path)
    {
        var name = Path.GetFileName(path);
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        var recursive = folder.EndsWith("**", StringComparison.Ordinal);
        if (recursive) folder = Path.GetDirectoryName(folder) is { Length: > 0 } above ? above : ".";
        var found = Directory.Exists(folder) ? Below(folder, name.Length == 0 ? "*" : name, recursive).ToList() : [];
        return found.Count > 0 ? found : [new(path, "no file matches")];
    }

    private static IEnumerable<InputFile> Below(string folder, string pattern, bool recursive)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = recursive,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System
        };
        List<InputFile> closed = [];
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
            options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.FileName.StartsWith('.') && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                    && IsOpen(entry.ToSpecifiedFullPath(), closed),
        }.Order(StringComparer.Ordinal).Select(Named)
            .Where(file => file.Problem is not null || !Sidecars.IsCompanion(file.Path)).ToList();
        return [.. files, .. closed];
    }

    /// <summary>Opening a pipe would wait for ever, and a device has no end.</summary>
    private static InputFile Named(string path) => new(path, OrdinaryFile.Is(path) ? null
        : "it is no ordinary file but a pipe, a socket or a device, and was not opened");

    /// <summary>Whether a folder can be looked into; one that cannot is reported, for its files would be missed.</summary>
    private static bool IsOpen(string folder, List<InputFile> closed)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            closed.Add(new(folder, folder.Contains(NoLetter, StringComparison.Ordinal)
                ? "the folder's name is not written in UTF-8, so that it cannot be opened; rename it and import it again"
                : "the folder cannot be opened; nothing below it was read"));
            return false;
        }
    }
}

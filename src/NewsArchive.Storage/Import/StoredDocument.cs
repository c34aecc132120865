using NewsArchive.Formats;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>A document as it was given to the reading, from the bytes that the archive keeps.</summary>
internal static class StoredDocument
{
    /// <param name="content">As stored.</param>
    /// <returns>Null where its format is not read any more.</returns>
    public static RawDocument? Of(ArticleRow row, byte[] content) => Of(row.Path, row.Ordinal, row.Supplied, content);

    public static RawDocument? Of(string path, int ordinal, string? supplied, byte[] content) =>
        FormatDetection.Read(new(path, OriginalBytes.Expand(content))).Select(r => r.Document)
            .FirstOrDefault(d => d is not null) is { } document
            ? SuppliedFields.Read(supplied).ApplyTo(document with { Path = path, Ordinal = ordinal })
            : null;
}

using NewsArchive.Metadata;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>Turns metadata into rows: one a field, one a rejected candidate.</summary>
internal static class EvidenceRows
{
    /// <summary>The field of the day of the last change, which no column of an article holds.</summary>
    public const string Updated = "updated";

    public static string? UpdatedOf(ArticleMetadata metadata) =>
        metadata.Updated.IsKnown ? metadata.Updated.Value.ToString() : null;

    public static IEnumerable<EvidenceRow> Of(ArticleMetadata metadata, long articleId) =>
    [
        .. Rows("headline", metadata.Headline, v => v, articleId),
        .. Rows("standfirst", metadata.Standfirst, v => v, articleId),
        .. Rows("bylines", metadata.Bylines, v => string.Join(", ", v), articleId),
        .. Rows("source", metadata.Source, v => v, articleId),
        .. Rows("published", metadata.Published, v => v.ToString(), articleId),
        .. Rows("dateline", metadata.Dateline, v => v, articleId),
        .. Rows("language", metadata.Language, v => v, articleId),
        .. Rows("url", metadata.Url, v => v, articleId),
        .. Rows(Updated, metadata.Updated, v => v.ToString(), articleId),
    ];

    private static IEnumerable<EvidenceRow> Rows<T>(
        string field, Inferred<T> value, Func<T, string> show, long articleId)
    {
        yield return new()
        {
            ArticleId = articleId,
            Field = field,
            Value = value.IsKnown ? show(value.Value!) : null,
            Status = value.Status,
            Confidence = value.Confidence,
            Line = value.Line,
            Words = value.Evidence,
        };
        foreach (var rejected in value.Rejected)
            yield return new()
            {
                ArticleId = articleId,
                Field = field,
                IsRejected = true,
                Value = rejected.Value,
                Status = value.Status,
                Words = rejected.Why
            };
    }
}

using NewsArchive.Metadata;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>Evidence of metadata: one piece a field, one a rejected candidate.</summary>
internal static class Evidence
{
    /// <summary>The field of the day of the last change, which no column of an article holds.</summary>
    public const string Updated = "updated";

    public static string? UpdatedOf(ArticleMetadata metadata) =>
        metadata.Updated.IsKnown ? metadata.Updated.Value.ToString() : null;

    public static IReadOnlyList<FieldEvidence> Of(ArticleMetadata metadata) =>
    [
        .. Of("headline", metadata.Headline, v => v),
        .. Of("standfirst", metadata.Standfirst, v => v),
        .. Of("bylines", metadata.Bylines, v => string.Join(", ", v)),
        .. Of("source", metadata.Source, v => v),
        .. Of("published", metadata.Published, v => v.ToString()),
        .. Of("dateline", metadata.Dateline, v => v),
        .. Of("language", metadata.Language, v => v),
        .. Of("url", metadata.Url, v => v),
        .. Of(Updated, metadata.Updated, v => v.ToString()),
    ];

    private static IEnumerable<FieldEvidence> Of<T>(string field, Inferred<T> value, Func<T, string> show) =>
        value.Rejected.Select(rejected =>
            new FieldEvidence(field, true, rejected.Value, value.Status, 0, null, rejected.Why))
            .Prepend(new(field, false, value.IsKnown ? show(value.Value!) : null, value.Status, value.Confidence, value.Line,
                value.Evidence));
}

using NewsArchive.Metadata;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>Why a field of an article has its value, and what it can be corrected as.</summary>
/// <param name="Field">As corrections and evidence call it.</param>
/// <param name="Status">As the article shows it: a correction by hand included.</param>
/// <param name="Kept">What the reading took.</param>
/// <param name="Rejected">What else it could have been, with why not.</param>
/// <param name="Value">What a form begins with; null where the field cannot be corrected.</param>
public sealed record FieldNote(
    string Field, string Title, InferenceStatus Status, string? Shown, FieldEvidence Kept, IReadOnlyList<FieldEvidence> Rejected,
    string? Value)
{
    public static IEnumerable<FieldNote> Of(ArticleView view)
    {
        var row = view.Row;
        var date = view.Summary.Published?.ToString();
        var byline = string.Join('\n', view.Authors.Select(a => a.Name));
        foreach (var (field, title, status, shown, value) in new (string, string, InferenceStatus?, string?, string?)[]
        {
            ("headline", "Headline", row.HeadlineStatus, row.Headline, row.Headline ?? ""),
            ("standfirst", "Standfirst", null, row.Standfirst, row.Standfirst ?? ""),
            ("source", "Source", row.SourceStatus, row.SourceName, row.SourceName ?? ""),
            ("bylines", "Byline", row.BylineStatus, row.Byline, byline),
            ("published", "Date", row.PublishedStatus, date, date ?? ""),
            ("updated", "Updated", null, null, null),
            ("language", "Language", row.LanguageStatus, row.Language, row.Language ?? ""),
            ("dateline", "Dateline", null, row.Dateline, null),
            ("url", "Address", row.UrlStatus, row.Url, null),
        })
        {
            var rows = view.Evidence.Where(e => e.Field == field).ToLookup(e => e.IsRejected);
            if (rows[false].FirstOrDefault() is not { } kept) continue;
            if (field is "dateline" or "updated" or "url" && kept.Value is null) continue;
            yield return new(field, title, status ?? kept.Status, shown, kept, [.. rows[true]], value);
        }
    }

    public bool IsCorrected => Status == InferenceStatus.Corrected;
}

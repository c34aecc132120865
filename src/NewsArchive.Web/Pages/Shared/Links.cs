using System.Globalization;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Pages.Shared;

/// <summary>The URLs of the archive. Plain strings: link generation by route costs more than the pages.</summary>
internal static class Links
{
    public static string Article(ArticleSummary article) => Article(article.Id, article.Slug);

    public static string Article(long id, string slug) => $"/articles/{Number(id)}/{Uri.EscapeDataString(slug)}";

    public static string Original(long id) => $"/articles/{Number(id)}/original";

    public static string Entity(EntitySummary entity) => $"/entities/{Number(entity.Id)}/{Uri.EscapeDataString(entity.Slug)}";

    public static string Story(StorySummary story) => $"/stories/{Number(story.Id)}/{Uri.EscapeDataString(story.Slug)}";

    public static string Story(long id) => $"/stories/{Number(id)}";

    public static string Source(long id, string slug) => $"/sources/{Number(id)}/{Uri.EscapeDataString(slug)}";

    public static string Search(string query) => $"/search?q={Uri.EscapeDataString(query)}";

    public static string Month(MonthCount month) => Search(string.Create(CultureInfo.InvariantCulture, $"date:{month.Year:0000}-{month.Month:00}"));

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Text;

namespace NewsArchive.Web.Addresses;

/// <summary>The URLs of the archive. Plain strings: link generation by route costs more than the pages.</summary>
internal static class Links
{
    public static string Article(ArticleSummary article) => Article(article.Id, article.Slug);

    public static string Article(long id, string slug) => $"/articles/{Number(id)}/{Uri.EscapeDataString(slug)}";

    public static string Original(long id) => $"/articles/{Number(id)}/original";

    public static string Entity(EntitySummary entity) => Entity(entity.Id, entity.Slug);

    public static string Story(StorySummary story) => $"/stories/{Number(story.Id)}/{Uri.EscapeDataString(story.Slug)}";

    /// <summary>A story's reports side by side, all or two of them.</summary>
    public static string Compare(long id, long? one = null, long? other = null) =>
        $"/stories/{Number(id)}/compare{(one is { } a && other is { } b ? $"?a={Number(a)}&b={Number(b)}" : "")}";

    public static string Story(long id) => $"/stories/{Number(id)}";

    public static string Source(long id, string slug) => $"/sources/{Number(id)}/{Uri.EscapeDataString(slug)}";

    public static string Author(long id, string name) => $"/authors/{Number(id)}/{Uri.EscapeDataString(Slugs.Of(name))}";

    public static string Day(DateOnly day) => day.ToString("'/days/'yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);

    public static string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"/days/{year:0000}/{month:00}");

    /// <summary>The articles of some days, the newest first.</summary>
    public static string Between(DateOnly from, DateOnly to) =>
        string.Create(CultureInfo.InvariantCulture, $"/search?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&sort=newest");

    public static string Search(string query) => $"/search?q={Uri.EscapeDataString(query)}";

    /// <summary>The articles of a period, of all or of one entity.</summary>
    public static string In(Period period, long? entity = null) =>
        string.Create(CultureInfo.InvariantCulture,
            $"/search?{(entity is { } id ? $"entity={id}&" : "")}from={period.From:yyyy-MM-dd}&to="
            + $"{period.To:yyyy-MM-dd}");

    /// <summary>A part of an entity's pages; empty for its own page.</summary>
    public static string Entity(long id, string slug, string part = "") =>
        $"/entities/{Number(id)}/{Uri.EscapeDataString(slug)}{part}";

    public static string Quote(long group) => $"/quotes/{Number(group)}";

    /// <summary>An address in another notation: the suffix goes before the question mark.</summary>
    public static string Suffixed(string address, string suffix) =>
        address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark
            ? $"{address[..mark]}.{suffix}{address[mark..]}" : $"{address}.{suffix}";

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}

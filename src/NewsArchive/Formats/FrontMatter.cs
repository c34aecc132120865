using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace NewsArchive.Formats;

/// <summary>Reads YAML into declared fields under the names that sites and scrapers use.</summary>
internal static class FrontMatter
{
    public static readonly ImmutableArray<string> IdNames = ["id", "guid", "uuid"];
    public static readonly ImmutableArray<string> HeadlineNames = ["title", "headline"];
    public static readonly ImmutableArray<string> StandfirstNames = ["standfirst", "description", "subtitle", "dek", "summary", "excerpt"];
    public static readonly ImmutableArray<string> BylineNames = ["author", "authors", "byline", "by"];
    public static readonly ImmutableArray<string> SourceNames = ["source", "site", "publisher", "publication", "source_domain", "sitename"];
    public static readonly ImmutableArray<string> PublishedNames = ["published", "date", "date_publish", "datePublished", "pubDate", "publish_date"];
    public static readonly ImmutableArray<string> LanguageNames = ["lang", "language"];
    public static readonly ImmutableArray<string> UrlNames = ["url", "link", "canonical", "canonical_url", "permalink"];

    /// <exception cref="YamlDotNet.Core.YamlException">The text is no YAML.</exception>
    public static DeclaredFields Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..]) return DeclaredFields.None;
        var fields = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in root.Children)
            if (key is YamlScalarNode { Value: { } name })
                fields.TryAdd(name, Values(value));
        string? One(ImmutableArray<string> names) => Many(names) is [var first, ..] ? first : null;
        ImmutableArray<string> Many(ImmutableArray<string> names)
        {
            foreach (var name in names)
                if (fields.TryGetValue(name, out var values) && !values.IsEmpty) return values;
            return [];
        }
        return new()
        {
            ExternalId = One(IdNames),
            Headline = One(HeadlineNames),
            Standfirst = One(StandfirstNames),
            Bylines = Many(BylineNames),
            Source = One(SourceNames),
            Published = One(PublishedNames),
            Language = One(LanguageNames),
            Url = One(UrlNames),
        };
    }

    /// <summary>A scalar, a list of scalars, or mappings with a name.</summary>
    private static ImmutableArray<string> Values(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } value } => [value.Trim()],
        YamlSequenceNode list => [.. list.Children.SelectMany(child => Values(child))],
        YamlMappingNode map => [.. map.Children.Where(c => c.Key is YamlScalarNode { Value: "name" }).SelectMany(c => Values(c.Value))],
        _ => [],
    };
}

using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace NewsArchive.Formats;

/// <summary>Reads YAML into declared fields.</summary>
public static class FrontMatter
{
    /// <exception cref="YamlDotNet.Core.YamlException">The text is no YAML.</exception>
    public static DeclaredFields Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..]) return DeclaredFields.None;
        var fields = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in root.Children)
            if (key is YamlScalarNode { Value: { } name })
                fields.TryAdd(FieldNames.KeyOf(name), Values(value));
        return FieldNames.Read(name => fields.GetValueOrDefault(name));
    }

    /// <summary>A scalar, a list of scalars, or mappings with a name.</summary>
    private static ImmutableArray<string> Values(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } value } => [value.Trim()],
        YamlSequenceNode list => [.. list.Children.SelectMany(child => Values(child))],
        YamlMappingNode map =>
            [.. map.Children.Where(c => c.Key is YamlScalarNode { Value: "name" }).SelectMany(c => Values(c.Value))],
        _ => [],
    };
}

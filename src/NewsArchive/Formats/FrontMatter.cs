// Observation: a few bytes of YAML can name themselves, multiply into gigabytes or nest until the stack is full.
// Idea: front matter is a list of short fields, so it is read as events, one after another, within bounds; whoever goes
// beyond them, or uses names for parts (“&a”, “*a”), is told so.
// Known failure: fields that rely on aliases, which no front matter that was seen does.
using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NewsArchive.Formats;

/// <summary>Reads YAML into declared fields.</summary>
public static class FrontMatter
{
    /// <summary>Characters, values and levels that a list of fields has at most.</summary>
    private const int Longest = 256 * 1024, MostValues = 4096, Deepest = 16;

    /// <returns>The fields, or in words why they cannot be read; places are lines and columns of the text.</returns>
    public static (DeclaredFields? Fields, string? Failure) Read(string yaml)
    {
        if (yaml.Length > Longest) return (null, $"it is longer than {Longest / 1024} KB, as no list of fields is");
        try
        {
            var values = Values(new Parser(new StringReader(yaml)));
            return (FieldNames.Read(name => values.GetValueOrDefault(name)), null);
        }
        catch (YamlException e)
        {
            return (null, $"line {e.Start.Line}, column {e.Start.Column}: {e.InnerException?.Message ?? e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException
            or FormatException or OverflowException or NullReferenceException)
        {
            // The library has states of its own that its exceptions do not name.
            return (null, "it is no YAML that can be read");
        }
    }

    private static Dictionary<string, ImmutableArray<string>> Values(Parser parser)
    {
        Dictionary<string, ImmutableArray<string>> fields = new(StringComparer.Ordinal);
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _)) return fields;
        var left = MostValues;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read(parser, 1, ref left);
            var value = Read(parser, 1, ref left);
            // Of a field that stands twice the first counts.
            if (key is [{ Length: > 0 } name]) fields.TryAdd(FieldNames.KeyOf(name), value);
        }
        return fields;
    }

    /// <summary>A scalar, a list of scalars, or of mappings what they have as name.</summary>
    /// <param name="left">Values that may still come.</param>
    private static ImmutableArray<string> Read(Parser parser, int depth, ref int left)
    {
        if (--left < 0) throw Refused(parser, $"more than {MostValues} values");
        if (depth > Deepest) throw Refused(parser, $"more than {Deepest} levels");
        if (parser.TryConsume<Scalar>(out var scalar)) return scalar.Value.Trim() is { Length: > 0 } text ? [text] : [];
        if (parser.TryConsume<AnchorAlias>(out _))
            throw Refused(parser, "a reference to another part of it (*name), which is not followed");
        List<string> values = [];
        if (parser.TryConsume<SequenceStart>(out _))
            while (!parser.TryConsume<SequenceEnd>(out _)) values.AddRange(Read(parser, depth + 1, ref left));
        else if (parser.TryConsume<MappingStart>(out _))
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Read(parser, depth + 1, ref left);
                var value = Read(parser, depth + 1, ref left);
                if (key is ["name"]) values.AddRange(value);
            }
        else throw Refused(parser, "a part that is no value");
        return [.. values];
    }

    private static YamlException Refused(Parser parser, string why) => parser.Current is { } at
        ? new(at.Start, at.End, $"it holds {why}") : new($"it holds {why}");
}

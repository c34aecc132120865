using System.Collections.Immutable;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Notation;

namespace NewsArchive.Metadata;

/// <summary>Who wrote it: declared, behind a label, or a name by itself between headline and lede.</summary>
internal static class BylineInference
{
    public static Inferred<ImmutableArray<string>> Infer(DeclaredFields declared, ImmutableArray<ClassifiedLine> lines)
    {
        var stated = declared.Bylines
            .SelectMany(value =>
            BylineForm.Labelled(value)?.Names
                ?? (BylineForm.Names(value, out _) is { IsEmpty: false } names ? names : [value.Trim()]))
            .Where(name => name.Length > 0).Distinct().ToImmutableArray();
        if (!stated.IsEmpty) return Inferred.Declared(stated, "author");

        var bylines = lines.Where(l => l.Kind == LineKind.Byline).ToList();
        // Helpers of the reporting are authors only where nobody else is named.
        var labelled =
            bylines.Select(l => (Line: l, Byline: BylineForm.Labelled(l.Text))).Where(b => b.Byline is not null)
            .OrderBy(b => b.Byline!.Label.StartsWith("additional", StringComparison.OrdinalIgnoreCase)).ToList();
        labelled =
            [.. labelled.TakeWhile((b, i) =>
                i == 0 || !b.Byline!.Label.StartsWith("additional", StringComparison.OrdinalIgnoreCase))];
        var names = People(labelled.SelectMany(b => b.Byline!.Names), declared.Source);
        if (!names.IsEmpty) return Inferred.Labelled(names, labelled[0].Line.Number, labelled[0].Line.Text.Trim());
        foreach (var line in bylines)
            if ((BylineForm.NamesOnly(line.Text) ?? BylineForm.NameWithRole(line.Text)) is { } found
                && People(found.Names, declared.Source) is { IsEmpty: false } alone)
                return Inferred.Found(alone, line.Number, line.Rule, 0.7);
        // An agency that signs alone is the byline; beside a person it is only the source.
        foreach (var line in bylines)
            if ((BylineForm.Labelled(line.Text)
                ?? BylineForm.NamesOnly(line.Text) ?? BylineForm.NameWithRole(line.Text)) is { Names: [var house] }
                && Outlets.Known(house) is not null)
                return Inferred.Found<ImmutableArray<string>>([house], line.Number, "a house signs alone", 0.6);
        return Inferred.Absent<ImmutableArray<string>>("no line names an author") with { Value = [] };
    }

    /// <summary>A house in a byline is a source, not an author.</summary>
    private static ImmutableArray<string> People(IEnumerable<string> names, string? source) =>
        [.. names.Where(name => Outlets.Known(name) is null
            && !(Outlets.EndsAsHouse(name) && name.Equals(source, StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
}

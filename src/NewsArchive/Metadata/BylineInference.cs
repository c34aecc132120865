using System.Collections.Immutable;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Metadata;

/// <summary>Who wrote it: declared, behind a label, or a name by itself between headline and lede.</summary>
public static class BylineInference
{
    public static Inferred<ImmutableArray<string>> Infer(DeclaredFields declared, ImmutableArray<ClassifiedLine> lines)
    {
        var stated = declared.Bylines
            .SelectMany(value => BylineForm.Labelled(value)?.Names ?? (BylineForm.Names(value, out _) is { IsEmpty: false } names ? names : [value.Trim()]))
            .Where(name => name.Length > 0).Distinct().ToImmutableArray();
        if (!stated.IsEmpty) return Inferred.Declared(stated, "author");

        var bylines = lines.Where(l => l.Kind == LineKind.Byline).ToList();
        var labelled = bylines.Select(l => (Line: l, Byline: BylineForm.Labelled(l.Text))).Where(b => b.Byline is not null).ToList();
        if (labelled.Count > 0)
        {
            var names = labelled.SelectMany(b => b.Byline!.Names).Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
            return Inferred.Labelled(names, labelled[0].Line.Number, labelled[0].Line.Text.Trim());
        }
        if (bylines is [var alone, ..] && BylineForm.NamesOnly(alone.Text) is { } found)
            return Inferred.Found(found.Names, alone.Number, alone.Rule, 0.7);
        return Inferred.Absent<ImmutableArray<string>>("no line names an author") with { Value = [] };
    }
}

using System.Collections.Immutable;

namespace NewsArchive.Lines;

/// <summary>A paragraph that a person put back into the text, or took out of it.</summary>
/// <param name="Text">Its lines as read, with a space between them.</param>
/// <param name="Copy">1 for the first paragraph of the document that has this text.</param>
/// <param name="IsKept">True for one that was put back.</param>
public sealed record LineCorrection(string Text, int Copy, bool IsKept);

/// <summary>
/// What people changed outlasts every reading: a correction holds wherever its paragraph is found again, with whatever
/// lines around it. One whose paragraph is gone changes nothing.
/// </summary>
public static class LineCorrections
{
    public const string PutBack = "put back by hand";
    public const string TakenOut = "taken out by hand";

    public static ImmutableArray<ClassifiedLine> Apply(
        this IReadOnlyCollection<LineCorrection> corrections, ImmutableArray<ClassifiedLine> lines)
    {
        if (corrections.Count == 0) return lines;
        Dictionary<(string, int), bool> wanted = [];
        foreach (var correction in corrections) wanted[(correction.Text, correction.Copy)] = correction.IsKept;
        Dictionary<int, bool> changed = [];
        foreach (var (block, text, copy) in Blocks(lines))
            if (wanted.TryGetValue((text, copy), out var isKept)) changed[block] = isKept;
        return [.. lines.Select(line => changed.TryGetValue(line.Block, out var isKept) && MayBe(line, isKept)
            ? line with
            {
                Kind = isKept ? LineKind.Body : LineKind.Boilerplate,
                Rule = isKept ? PutBack : TakenOut,
                Confidence = 1,
            }
            : line)];
    }

    /// <summary>The lines with one correction taken back; its paragraph is again what the reading took it for.</summary>
    public static ImmutableArray<ClassifiedLine> Undo(
        ImmutableArray<ClassifiedLine> lines, LineCorrection correction, LineKind kind, string rule, double confidence)
    {
        var block = Blocks(lines).FirstOrDefault(b => (b.Text, b.Copy) == (correction.Text, correction.Copy)).Block;
        return [.. lines.Select(line => line.Kind != LineKind.Blank && line.Block == block
            && line.Rule is PutBack or TakenOut
            ? line with { Kind = kind, Rule = rule, Confidence = confidence } : line)];
    }

    /// <summary>The correction that puts a line's paragraph back, or takes it out; null where neither can be.</summary>
    /// <param name="number">1-based line of the decoded file.</param>
    public static LineCorrection? For(ImmutableArray<ClassifiedLine> lines, int number)
    {
        var line = lines.FirstOrDefault(l => l.Number == number);
        if (line is null || !CanChange(line.Kind)) return null;
        var (_, text, copy) = Blocks(lines).First(b => b.Block == line.Block);
        return new(text, copy, !line.Kind.IsReading());
    }

    /// <summary>What heads an article is its record, not its text.</summary>
    public static bool CanChange(LineKind kind) => kind is not (LineKind.Blank or LineKind.Headline
        or LineKind.Standfirst or LineKind.Byline or LineKind.Dateline);

    /// <summary>A line that is there already keeps its kind: a subheading stays one.</summary>
    private static bool MayBe(ClassifiedLine line, bool isKept) => CanChange(line.Kind) && line.Kind.IsReading() != isKept;

    private static IEnumerable<(int Block, string Text, int Copy)> Blocks(ImmutableArray<ClassifiedLine> lines)
    {
        Dictionary<string, int> copies = [];
        foreach (var block in lines.Where(l => l.Kind != LineKind.Blank).GroupBy(l => l.Block))
        {
            var text = string.Join(' ', block.Select(l => l.Text.Trim()));
            yield return (block.Key, text, copies[text] = copies.GetValueOrDefault(text) + 1);
        }
    }
}

using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>Puts the decoded lines of the stored bytes beside what was made of them.</summary>
internal static class OriginalLines
{
    public static List<OriginalLine> Of(ArticleRow article, StoredReading reading, byte[] bytes)
    {
        var raw = RepairedText.SplitLines(TextOf(article, bytes));
        var repairs = reading.Repairs.ToLookup(r => r.Line);
        List<OriginalLine> rows = [];
        HashSet<int> blocks = [];
        foreach (var line in reading.Lines)
        {
            if (line.Kind == LineKind.Blank && rows is [.., { Kind: LineKind.Blank } open])
            {
                rows[^1] = open with { Last = line.Number };
                continue;
            }
            var text = line.Number <= raw.Length ? raw[line.Number - 1] : line.Text;
            rows.Add(new(line.Number, line.Number, line.Kind, Cut(text, [.. repairs[line.Number]]),
                Outcome(line, repairs[line.Number].Any()), LineCorrections.CanChange(line.Kind) && blocks.Add(line.Block)));
        }
        return rows;
    }

    /// <summary>Text files as they are; of a record in a larger file, its text.</summary>
    private static string TextOf(ArticleRow row, byte[] bytes) => row.Format is "text" or "markdown"
        ? TextDecoder.Decode(bytes).Text
        : FormatDetection.Read(new(row.Path, bytes)).Select(read => read.Document?.Text).FirstOrDefault() ?? "";

    private static string Outcome(ClassifiedLine line, bool repaired) => line.Kind switch
    {
        LineKind.Blank => "",
        LineKind.Body => (line.Rule == "running text" ? "Kept" : $"Kept: {line.Rule}") + (repaired ? "; repaired" : ""),
        LineKind.Subheading or LineKind.Quote => $"Kept as {line.Kind.Name()}: {line.Rule}",
        LineKind.Caption or LineKind.Credit or LineKind.ImageSlug => $"Moved to a picture: {line.Rule}",
        LineKind.Headline or LineKind.Standfirst or LineKind.Byline or LineKind.Dateline =>
            $"Read as {line.Kind.Name()}: {line.Rule}",
        _ => $"Left out: {line.Rule}",
    };

    /// <summary>
    /// Repairs of the first layer stand in the line as it came; later layers repaired what those left.
    /// </summary>
    private static ImmutableArray<RawStretch> Cut(string text, List<RepairStep> repairs)
    {
        var stretches = ImmutableArray.CreateBuilder<RawStretch>();
        var at = 0;
        foreach (var repair in repairs)
        {
            var found = text.IndexOf(repair.Before, at, StringComparison.Ordinal);
            if (found < 0 || repair.Before.Length == 0) continue;
            if (found > at) stretches.Add(new(text[at..found], null));
            stretches.Add(new(repair.Before, repair.After));
            at = found + repair.Before.Length;
        }
        if (at < text.Length) stretches.Add(new(text[at..], null));
        return stretches.ToImmutable();
    }

    /// <summary>What cannot be seen is shown: a no-break space as °.</summary>
    public static string Visible(string text) => text.Replace('\u00A0', '°');
}

using System.Collections.Immutable;
using NewsArchive.Formats;
using NewsArchive.Notation;

namespace NewsArchive.Lines;

/// <summary>A paragraph under classification: the classifier's working note, seen by nobody else.</summary>
internal sealed class Block
{
    public required int First { get; init; }
    public required int Last { get; init; }
    public required string Text { get; init; }
    public required LineMark Mark { get; init; }
    public required LineFeatures Features { get; init; }

    /// <summary>The text in the form in which phrases are looked up.</summary>
    public required string Normalised { get; init; }

    /// <summary>The written dates in it; many rules ask, and finding them is dear.</summary>
    public List<DateMatch> Dates => dates ??= DatePattern.FindAll(Text);
    private List<DateMatch>? dates;

    /// <summary>See <see cref="DatePattern.WithoutStamp(string)"/>.</summary>
    public string? WithoutStamp => DatePattern.WithoutStamp(Text, Dates);

    public bool IsDateStamp => DatePattern.IsDateStamp(WithoutStamp);

    public LineKind? Kind { get; private set; }
    public string Rule { get; private set; } = "";
    public double Confidence { get; private set; }

    public bool IsOpen => Kind is null;

    /// <summary>Running text that no rule has claimed, or that was kept as body.</summary>
    public bool IsProse => (Kind is null or LineKind.Body) && Features.IsProse;

    public void Is(LineKind kind, string rule, double confidence) =>
        (Kind, Rule, Confidence) = (kind, rule, confidence);
}

/// <summary>Splits lines into paragraphs: one a line, or several where the text was wrapped at a fixed width.</summary>
internal static class BlockLayout
{
    /// <summary>No wrapped text is wider than this.</summary>
    private const int WidestWrap = 132;

    /// <summary>Texts of few lines count as wrapped where the lines are as wide as a terminal's.</summary>
    private const int NarrowestWrap = 50;
    public const int TerminalWidth = 84;

    /// <summary>Lines that a text in capitals must have to be taken for wrapped.</summary>
    private const int FewestInCapitals = 3;

    /// <summary>A line shorter than this share of the widest ends its paragraph.</summary>
    private const double ShortLine = 0.6;

    public static List<Block> Split(RawDocument document, ImmutableArray<string> lines)
    {
        List<Block> blocks = [];
        var width = WrapWidth(lines);
        var isDeclared = document.IsDeclaredText && document.Marks.IsEmpty;
        var isNarrow = isDeclared && lines.All(line => line.Length <= TerminalWidth);
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            var first = i;
            while (i + 1 < lines.Length && (width > 0 && Continues(lines[i], lines[i + 1], width)
                || isDeclared && StopsInside(lines[i], lines[i + 1], isNarrow))) i++;
            var text = first == i ? Clean(lines[i]) : string.Join(' ', lines[first..(i + 1)].Select(Clean));
            blocks.Add(new()
            {
                First = first + 1,
                Last = i + 1,
                Text = text,
                Mark = document.MarkOf(first + 1),
                Features = LineFeatures.Of(text),
                Normalised = text.Length <= 400 ? PhraseList.Normalise(text) : PhraseList.Normalise(text[..400]),
            });
        }
        return blocks;
    }

    /// <summary>White space of every kind becomes one space; joiners without width go.</summary>
    public static string Clean(string line)
    {
        if (!NeedsCleaning(line)) return line;
        var result = new System.Text.StringBuilder(line.Length);
        foreach (var c in line)
        {
            if (c is '\u200B' or '\uFEFF' or '\u00AD' or '\u2060') continue;
            if (!char.IsWhiteSpace(c)) result.Append(c);
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }
        return result.ToString().TrimEnd();
    }

    private static bool NeedsCleaning(string line)
    {
        var before = ' ';
        foreach (var c in line)
        {
            if ((char.IsWhiteSpace(c) && (c != ' ' || before == ' '))
                || c is '\u200B' or '\uFEFF' or '\u00AD' or '\u2060') return true;
            before = c;
        }
        return before == ' ' && line.Length > 0;
    }

    private static bool Continues(string line, string next, int width) =>
        !string.IsNullOrWhiteSpace(next)
        && Indent(next) <= Indent(line) + 1
        && line.TrimEnd().Length >= ShortLine * width;

    /// <summary>
    /// A line that stops inside a sentence and the next takes it up: in lower case, or at all where no line of the text
    /// is wider than a terminal. Neither is a heading or a line of a menu. Rows of figures are no sentences.
    /// </summary>
    private static bool StopsInside(string line, string next, bool isNarrow)
    {
        var before = line.AsSpan().TrimEnd();
        var after = next.AsSpan().TrimStart();
        if (before.Length < ShortestStopInside || after.IsEmpty || !before.Contains(' ')
            || !(char.IsLetterOrDigit(before[^1]) || before[^1] is ',' or '-' or '–' or '>')) return false;
        if (char.IsLower(after[0])) return !char.IsUpper(before[^1]) && !IsRowOfFigures(before);
        return isNarrow && Indent(next) <= Indent(line) + 1 && !IsRowOfFigures(before) && !IsRowOfFigures(after)
            && before.ContainsAnyInRange('a', 'z');
    }

    private static bool IsRowOfFigures(ReadOnlySpan<char> line)
    {
        var figures = 0;
        foreach (var c in line) if (char.IsDigit(c)) figures++;
        return line.IndexOf("  ") >= 0 || line.IndexOf(" vs ") >= 0 || figures > MostFigures * line.Length;
    }

    /// <summary>Shorter lines in lower case are items of lists; lines with more figures are rows of tables.</summary>
    private const int ShortestStopInside = 30;
    private const double MostFigures = 0.15;

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    public static bool IsWrapped(ImmutableArray<string> lines) => WrapWidth(lines) > 0;

    /// <summary>
    /// The width at which the text was wrapped, or 0 for text that was not: in wrapped text many lines stop inside a
    /// sentence and the next begins in lower case, and no line is long.
    /// </summary>
    private static int WrapWidth(ImmutableArray<string> lines)
    {
        int pairs = 0, wrapped = 0, widest = 0, unfinished = 0;
        List<int> continued = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            widest = Math.Max(widest, line.Length);
            if (widest > WidestWrap) return 0;
            if (line.Length < 30 || i + 1 >= lines.Length || string.IsNullOrWhiteSpace(lines[i + 1])) continue;
            pairs++;
            if (Indent(lines[i + 1]) > Indent(lines[i]) + 1) continue;
            continued.Add(line.Length);
            if (LineFeatures.Of(line).EndsSentence) continue;
            unfinished++;
            if (char.IsLower(lines[i + 1].TrimStart()[0])) wrapped++;
        }
        if (wrapped >= 3 && wrapped * 3 >= pairs) return widest;
        // Names and figures begin lines, too, and in capitals every line looks alike: then it is the even width that
        // tells.
        var telling = wrapped >= 1 || (pairs >= FewestInCapitals && !lines.Any(l => l.Any(char.IsLower)));
        return telling && widest is >= NarrowestWrap and <= TerminalWidth
            && unfinished * 2 >= continued.Count
            && continued.Count(length => length >= ShortLine * widest) * 3 >= continued.Count * 2 ? widest : 0;
    }
}

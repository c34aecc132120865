// Observation: pages write dates in a dozen orders and languages; a text names many days that are not its own.
// Idea: find every written date with the precision it has. Choosing among them is not this file's business.
// Known failure: two-digit years are not read.
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Notation;

public enum DatePrecision { Year, Month, Day, Instant }

/// <summary>A point in time with the precision that is known.</summary>
/// <param name="At">UTC for <see cref="DatePrecision.Instant"/>, else the first moment of the day, month or
/// year.</param>
public readonly record struct WrittenDate(DateTime At, DatePrecision Precision)
{
    /// <summary>Difference from UTC at the place where an instant was written; null where none was stated.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>The day where it was written.</summary>
    public DateOnly Day => DateOnly.FromDateTime(At + (Offset ?? TimeSpan.Zero));

    /// <summary>ISO 8601, as long as the precision allows.</summary>
    public override string ToString() => At.ToString(Precision switch
    {
        DatePrecision.Year => "yyyy",
        DatePrecision.Month => "yyyy-MM",
        DatePrecision.Day => "yyyy-MM-dd",
        _ => Instant,
    }, CultureInfo.InvariantCulture);

    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>What <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is nothing of the kind.</exception>
    public static WrittenDate Parse(string text)
    {
        var (form, precision) = text.Length switch
        {
            4 => ("yyyy", DatePrecision.Year),
            7 => ("yyyy-MM", DatePrecision.Month),
            10 => ("yyyy-MM-dd", DatePrecision.Day),
            _ => (Instant, DatePrecision.Instant),
        };
        return new(DateTime.ParseExact(text, form, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), precision);
    }
}

/// <summary>A date found in a text.</summary>
/// <param name="YearGiven">False for “March 3”, whose year is then 1.</param>
public readonly record struct DateMatch(int Start, int Length, WrittenDate Date, bool YearGiven, string Text)
{
    /// <summary>
    /// The same figures with the month first, where they can be read so as well: 3/4/2021 is the 3rd of April or the
    /// 4th of March.
    /// </summary>
    public WrittenDate? MonthFirst { get; init; }
}

internal static partial class DatePattern
{
    private static readonly FrozenDictionary<string, DayOfWeek> Weekdays = Enum.GetValues<DayOfWeek>()
        .SelectMany(day => new[] { (Name: day.ToString(), day), (Name: day.ToString()[..3], day) })
        .Append(("Tues", DayOfWeek.Tuesday)).Append(("Thurs", DayOfWeek.Thursday))
        .ToFrozenDictionary(d => d.Item1, d => d.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly Comparer<DateMatch> Order = Comparer<DateMatch>.Create((a,
        b) => a.Start.CompareTo(b.Start));

    /// <summary>
    /// Every date in the text, in order, with the day at least where <paramref name="monthsAndYears"/> is false.
    /// </summary>
    public static List<DateMatch> FindAll(string text, bool monthsAndYears = false)
    {
        List<DateMatch> found = [];
        if (text.AsSpan().IndexOfAnyInRange('0', '9') < 0
            && (Ascii.IsValid(text) || !text.Any(char.IsDigit))) return found;
        foreach (Match m in Iso().Matches(text)) Add(m, Iso(m));
        var (monthAfter, monthBefore) = MonthsBesideFigures(text);
        if (monthAfter || monthBefore)
            foreach (Match m in YearFirst().Matches(text)) Add(m, Named(m));
        if (monthAfter)
            foreach (Match m in DayMonth().Matches(text)) Add(m, Named(m));
        if (monthBefore)
            foreach (Match m in MonthDay().Matches(text)) Add(m, Named(m));
        foreach (Match m in Numeric().Matches(text)) Add(m, Numeric(m), MonthFirst(m));
        foreach (Match m in EastAsian().Matches(text)) Add(m, Build(Int(m, "y"), Int(m, "m"), Int(m, "d"), m));
        if (monthsAndYears)
            foreach (Match m in MonthYear().Matches(text)) Add(m, Named(m));
        return found;

        void Add(Match m, WrittenDate? date, WrittenDate? monthFirst = null)
        {
            if (date is not { } d) return;
            var match = new DateMatch(m.Index, m.Length, d, d.At.Year > 1, m.Value.Trim()) { MonthFirst = monthFirst };
            // Those that were found stand in order and apart from each other.
            var place = found.BinarySearch(match, Order);
            if (place >= 0) return;
            place = ~place;
            if (place > 0 && found[place - 1].Start + found[place - 1].Length > m.Index
                || place < found.Count && found[place].Start < m.Index + m.Length) return;
            found.Insert(place, match);
        }
    }

    /// <summary>
    /// Whether a figure is followed by a month's name, or a name by a figure: what the patterns with names need, told
    /// in one pass. Most paragraphs hold figures and no date.
    /// </summary>
    private static (bool After, bool Before) MonthsBesideFigures(string text)
    {
        var (after, before) = (false, false);
        for (var i = 1; i < text.Length && !(after && before); i++)
        {
            if (!char.IsWhiteSpace(text[i])) continue;
            var end = i;
            while (i + 1 < text.Length && char.IsWhiteSpace(text[i + 1])) i++;
            if (i + 1 >= text.Length) break;
            if (char.IsDigit(text[i + 1])) before |= EndsInMonth(text.AsSpan(0, end));
            else if (char.IsLetter(text[i + 1]))
                after |= EndsInDay(text.AsSpan(0, end)) && BeginsWithMonth(text.AsSpan(i + 1));
        }
        return (after, before);
    }

    private static bool EndsInMonth(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd('.');
        var start = text.Length;
        while (start > 0 && IsOfAWord(text[start - 1]))
        {
            start--;
            if (start > 0 && char.IsUpper(text[start]) && char.IsLower(text[start - 1])) break;
        }
        return start < text.Length && Months.NumberOf(text[start..]) is not null;
    }

    /// <summary>“3”, “3.”, “3rd”, also with “of” or “de” after it.</summary>
    private static bool EndsInDay(ReadOnlySpan<char> text)
    {
        if (text.EndsWith("of", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith("de", StringComparison.OrdinalIgnoreCase)) text = text[..^2].TrimEnd();
        foreach (var c in text[Math.Max(0, text.Length - 4)..])
            if (char.IsDigit(c)) return true;
        return false;
    }

    /// <summary>A letter or a sign on one: the vowels of Indian scripts are such signs.</summary>
    private static bool IsOfAWord(char c) => char.IsLetter(c)
        || CharUnicodeInfo.GetUnicodeCategory(
            c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool BeginsWithMonth(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && IsOfAWord(text[end])) end++;
        return Months.NumberOf(text[..end]) is not null;
    }

    /// <summary>Names of weekdays written out in full, with their places.</summary>
    public static IEnumerable<(int Start, DayOfWeek Day)> FindWeekdays(string text)
    {
        foreach (Match m in Weekday().Matches(text))
            yield return (m.Index, Weekdays[m.Value]);
    }

    public static bool IsMonthOrWeekday(string word) =>
        Months.NumberOf(word.AsSpan().TrimEnd('.')) is not null || Weekdays.ContainsKey(word.TrimEnd('.'));

    /// <summary>True where nothing but a date, a time and words such as “Published” stand in the line.</summary>
    /// <param name="rest">The line <see cref="WithoutStamp(string)"/>.</param>
    public static bool IsDateStamp(string? rest) => rest is not null && rest.Count(char.IsLetterOrDigit) <= 2;

    /// <summary>“14:02”, which heads an entry of a live report.</summary>
    public static bool IsTimeOfDay(string text) => TimeOfDay().IsMatch(text);

    /// <summary>
    /// A short line without its dates, times and words such as “Published”; null where it holds no date.
    /// </summary>
    public static string? WithoutStamp(string text) =>
        WithoutStamp(text, text.Length > LongestStamp ? [] : FindAll(text));

    /// <param name="dates">Those of the text, as <see cref="FindAll"/> gives them.</param>
    public static string? WithoutStamp(string text, List<DateMatch> dates)
    {
        if (text.Length > LongestStamp || dates.Count == 0) return null;
        var rest = text;
        foreach (var date in dates.AsEnumerable().Reverse())
            rest = rest.Remove(date.Start, date.Length);
        return StampWords().Replace(rest, " ")
            .Trim(' ', ',', '|', '•', '·', '-', '–', '—', ':', '/', '(', ')', '@', '\u00A0');
    }

    private const int LongestStamp = 140;

    private static WrittenDate? Iso(Match m)
    {
        if (!m.Groups["h"].Success) return Build(Int(m, "y"), Int(m, "m"), Int(m, "d"), m);
        return DateTimeOffset.TryParse(m.Value.Replace(' ', 'T'), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at)
            ? new(at.UtcDateTime, DatePrecision.Instant) { Offset = at.Offset }
            : Build(Int(m, "y"), Int(m, "m"), Int(m, "d"), m);
    }

    private static WrittenDate? Named(Match m) =>
        Build(Int(m, "y"), Months.NumberOf(m.Groups["month"].Value)!.Value, Int(m, "d"), m);

    private static WrittenDate? Numeric(Match m)
    {
        var (a, b, year) = (Int(m, "a"), Int(m, "b"), Int(m, "y"));
        return b > 12 ? Build(year, a, b, m) : Build(year, b, a, m);
    }

    /// <summary>With dots the day stands first everywhere.</summary>
    private static WrittenDate? MonthFirst(Match m)
    {
        var (a, b) = (Int(m, "a"), Int(m, "b"));
        return a != b && a <= 12 && b <= 12 && m.Value.Contains('/', StringComparison.Ordinal)
            ? Build(Int(m, "y"), a, b, m) : null;
    }

    private static WrittenDate? Build(int year, int month, int day, Match m)
    {
        var y = year == 0 ? 1 : year;
        if (month is < 1 or > 12 || y > 9998) return null;
        if (day == 0) return new(new(y, month, 1), DatePrecision.Month);
        // A date without a year may be the 29th of February of one that has it.
        if (day < 1 || day > DateTime.DaysInMonth(year == 0 ? 4 : y, month)) return null;
        if (year == 0) return day > DateTime.DaysInMonth(1, month) ? null : new(new(1, month, day), DatePrecision.Day);
        if (!m.Groups["hh"].Success) return new(new(y, month, day), DatePrecision.Day);
        var hour = Int(m, "hh");
        var half = m.Groups["ampm"].Value;
        if (half.StartsWith('p') || half.StartsWith('P')) hour = hour % 12 + 12;
        else if (half.Length > 0) hour %= 12;
        var zone = m.Groups["zone"].Value;
        // A time without a zone whose offset is known fixes the day only.
        return hour > 23 || Int(m, "mm") > 59 || zone is not ("GMT" or "UTC" or "Z")
            ? new(new(y, month, day), DatePrecision.Day)
            : new(new(y, month, day, hour, Int(m, "mm"), 0, DateTimeKind.Utc), DatePrecision.Instant);
    }

    /// <summary>Figures of any script.</summary>
    private static int Int(Match m, string group)
    {
        var number = 0;
        foreach (var c in m.Groups[group].ValueSpan) number = number * 10 + CharUnicodeInfo.GetDecimalDigitValue(c);
        return number;
    }

    private const string Time =
        @"(?:(?:,|\s+at|\s+-|\s+\|)?\s+(?<hh>\d{1,2})[:.](?<mm>\d{2})(?::\d{2})?\s*(?<ampm>[ap]\.?m\.?)?\s*(?<zone>GMT|UTC|Z|[A-Z]{2,4}T\b)?)?";

    [GeneratedRegex(@"(?<!\d)(?<y>(?:1[6-9]"
        + @"|20)\d\d)-(?<m>\d{1,2})-(?<d>\d{1,2})(?:[T ](?<h>\d{2}):(?<min>\d{2})(?::\d{2}(?:\.\d+)?)?\s?(?:Z"
        + @"|[+-]\d{2}:?\d{2})?)?(?!\d)")]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\d.])(?<d>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?=\p{L})(?<month>"
        + Months.Pattern
        + @")\b\.?(?:,?\s+(?:de\s+|del\s+)?(?<y>(?:1[6-9]|20)\d\d))?(?!\d(?!\d?:\d\d))" + Time,
        RegexOptions.IgnoreCase)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"(?:\b|(?-i:(?<=\p{Ll})(?=\p{Lu})))(?=\p{L}{2})(?<month>" + Months.Pattern
        + @")\b\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?(?!\d|[:.]\d)(?:,?\s+(?<y>(?:1[6-9]|20)\d\d))?(?!\d(?!\d?:\d\d))"
        + Time, RegexOptions.IgnoreCase)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b(?=\p{L}{2})(?<month>" + Months.Pattern
        + @")\b\.?,?\s+(?:of\s+|de\s+)?(?<y>(?:1[6-9]|20)\d\d)(?!\d)",
        RegexOptions.IgnoreCase)]
    private static partial Regex MonthYear();

    /// <summary>2024. március 4., 2024 m. kovo 4 d., 2024. gada 4. martā.</summary>
    [GeneratedRegex(@"(?<!\d)(?<y>(?:1[6-9]|20)\d\d)(?:\.|\s+m\.)?\s+(?:gada\s+(?<d>\d{1,2})\.\s+(?<month>"
        + Months.Pattern
        + @")\b|(?<month>" + Months.Pattern + @")\s+(?<d>\d{1,2})(?!\d|[:.]\d))", RegexOptions.IgnoreCase)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![\d/.])(?<a>\d{1,2})[/.](?<b>\d{1,2})[/.](?<y>(?:19|20)\d\d)(?![\d/])" + Time)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"(?<y>(?:19|20)\d\d)\s?[年년/]\s?(?<m>\d{1,2})\s?[月월/]\s?(?<d>\d{1,2})")]
    private static partial Regex EastAsian();

    [GeneratedRegex(@"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\b(?:first\s+)?(?:published|posted|updated|last\s+updated|last\s+modified|modified|created"
        + @"|release\s+date|publish\s+date|date|on|at|\d+\s*[-\s]?min(?:ute)?s?(?:\s+read)?|(?:\d+|an?)\s+(?:minutes?"
        + @"|hours?|days?|weeks?|months?|years?)\s+ago|read|stand|aktualisiert|veröffentlicht|publié|le|mis\s+à\s+jour"
        + @"|publicado|actualizado|uhr|am|pm|a\.m\.|p\.m\.|[A-Z]{2,4}T|GMT|UTC|IST|CET|" + Text.Weekdays.Pattern
        + @"|\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{3,4}(?=\s+[A-Z]{2,4}\b)|hkt|hrs|est|edt|pst|pdt|bst"
        + @"|cest|local\s+time)\b|[:|,•·\-–—./()@]", RegexOptions.IgnoreCase)]
    private static partial Regex StampWords();

    [GeneratedRegex(@"^\W*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:GMT|UTC|[A-Z]{2,4}T|Uhr|hrs)?\W*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex TimeOfDay();
}

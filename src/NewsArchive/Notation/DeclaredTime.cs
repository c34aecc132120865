// Observation: what a field declares as its time is one value and nothing else: RFC 822 in feeds, ISO 8601 with and
// without its signs, seconds since 1970, days in the order of the country.
// Idea: the whole value must be of one of these forms; only then is a date looked for inside it. Zone names stand for
// the offsets that feeds mean by them.
// Known failure: a zone name that several countries use (IST, CST) is read as the one that feeds use most.
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Notation;

/// <summary>Reads a declared time, to the second where it says so.</summary>
internal static partial class DeclaredTime
{
    /// <summary>Hours from UTC by the names that feeds use (RFC 822 and what came after it).</summary>
    private static readonly FrozenDictionary<string, double> Zones = new Dictionary<string, double>
    {
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["BST"] = 1,
        ["WEST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["MEZ"] = 1,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["IST"] = 5.5,
        ["ICT"] = 7,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Seconds since 1970 from 1990 to 2100; other figures are numbers of something else.</summary>
    private const double EarliestSecond = 631_152_000, LatestSecond = 4_102_444_800;

    /// <summary>Characters beyond which a value is a text and no time.</summary>
    private const int Longest = 200;

    /// <summary>Null where the value states no time; day first where the figures leave it open.</summary>
    public static WrittenDate? Parse(string value) => Read(value)?.Date;

    /// <summary>Both readings of a value whose day and month cannot be told apart; null where it states no
    /// time.</summary>
    public static (WrittenDate Date, WrittenDate? MonthFirst)? Read(string value)
    {
        var trimmed = value.Trim(' ', '"', '\'', '\t', '\n', '\r', '\u00A0');
        if (trimmed.Length <= Longest && DayFirst().Match(trimmed) is { Success: true } figures
            && !trimmed.Contains('.', StringComparison.Ordinal) && Build(figures) is { } date)
            return (date, Number(figures, "a") <= 12 && Number(figures, "a") != Number(figures, "b")
                && Number(figures, "b") <= 12 ? Build(figures, monthFirst: true) : null);
        if (ParseClear(value) is { } clear) return (clear, null);
        return trimmed.Length <= Longest
            && DatePattern.FindAll(trimmed, monthsAndYears: true) is [{ YearGiven: true } found, ..]
            ? (found.Date, found.MonthFirst) : null;
    }

    private static WrittenDate? ParseClear(string value)
    {
        value = value.Trim(' ', '"', '\'', '\t', '\n', '\r', '\u00A0');
        if (value.Length > Longest) return null;
        if (SinceEpoch(value) is { } instant) return instant;
        foreach (var form in new[] { Compact(), YearFirst(), Mail(), Unix(), DayFirst() })
            if (form.Match(value) is { Success: true } match) return Build(match);
        if (YearOrMonth().Match(value) is { Success: true } known)
        {
            var isMonth = known.Groups["m"].Success;
            return Day(Number(known, "y"), isMonth ? Number(known, "m") : 1, 1) is { } first
                ? first with { Precision = isMonth ? DatePrecision.Month : DatePrecision.Year } : null;
        }
        return null;
    }

    private static WrittenDate? SinceEpoch(string value)
    {
        if (!Epoch().IsMatch(value)
            || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        var seconds = number >= LatestSecond ? number / 1000 : number;
        return seconds is >= EarliestSecond and < LatestSecond
            ? new(DateTime.UnixEpoch.AddSeconds(Math.Floor(seconds)), DatePrecision.Instant) : null;
    }

    private static WrittenDate? Build(Match m, bool monthFirst = false)
    {
        var year = Number(m, "y");
        if (m.Groups["y"].Length == 2) year += year < 70 ? 2000 : 1900;
        var (month, day) = m.Groups["month"].Success
            ? (Months.NumberOf(m.Groups["month"].Value) ?? 0, Number(m, "d"))
            : m.Groups["a"].Success
                ? monthFirst || Number(m, "b") > 12 ? (Number(m, "a"), Number(m, "b")) : (Number(m, "b"), Number(m, "a"))
                : (Number(m, "m"), Number(m, "d"));
        var date = Day(year, month, day);
        if (date is null || !m.Groups["hh"].Success) return date;
        var hour = Number(m, "hh");
        if (m.Groups["half"].Success)
            hour = hour % 12 + (m.Groups["half"].Value.StartsWith("p", StringComparison.OrdinalIgnoreCase) ? 12 : 0);
        if (hour > 23 || Number(m, "mm") > 59 || Offset(m.Groups["zone"].Value) is not { } offset) return date;
        var at = new DateTime(year, month, day, hour, Number(m, "mm"), Math.Min(59, Number(m, "ss")), DateTimeKind.Utc);
        return at.Year is > 1 and < 9998
            ? new(at - offset, DatePrecision.Instant)
            {
                Offset = m.Groups["zone"].Value.Trim().Length > 0 ? offset : null
            } : date;
    }

    /// <summary>A time without a zone is taken for UTC; null for a zone that nobody knows.</summary>
    private static TimeSpan? Offset(string zone)
    {
        zone = zone.Trim();
        if (zone.Length == 0) return TimeSpan.Zero;
        if (zone[0] is not ('+' or '-' or '−'))
            return Zones.TryGetValue(zone, out var hours) ? TimeSpan.FromHours(hours) : null;
        var figures = zone[1..].Replace(":", "", StringComparison.Ordinal);
        var minutes = int.Parse(figures[..2], CultureInfo.InvariantCulture) * 60
            + (figures.Length > 2 ? int.Parse(figures[2..], CultureInfo.InvariantCulture) : 0);
        return minutes > 14 * 60 ? null : TimeSpan.FromMinutes(zone[0] == '+' ? minutes : -minutes);
    }

    private static WrittenDate? Day(int year, int month, int day) =>
        year is > 1 and < 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(new(year, month, day), DatePrecision.Day) : null;

    private static int Number(Match m, string group) =>
        m.Groups[group] is { Success: true } g
            ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private const string Zone = @"(?<zone>\s*(?:[+\-−][0-9]{2}:?(?:[0-9]{2})?|[A-Za-z]{1,4}))?(?:\s*\([^)]*\))?";

    private const string Clock =
        @"(?<hh>[0-9]{1,2}):(?<mm>[0-9]{2})(?::(?<ss>[0-9]{2})(?:[.,][0-9]+)?)?\s*(?<half>[AaPp]\.?[Mm]\.?)?" + Zone;

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    [GeneratedRegex(@"^[0-9]{9,10}(?:\.[0-9]+)?$|^[0-9]{12,13}$", Options)]
    private static partial Regex Epoch();

    /// <summary>20240305, 20240305T043000Z, 20240305043000.</summary>
    [GeneratedRegex(@"^(?<y>(?:1[6-9]|20)[0-9]{2})(?<m>[0-9]{2})(?<d>[0-9]{2})"
        + @"(?:T?(?<hh>[0-9]{2})(?<mm>[0-9]{2})(?<ss>[0-9]{2})?(?:\.[0-9]+)?" + Zone + ")?$", Options)]
    private static partial Regex Compact();

    /// <summary>2024-03-05T04:30:00Z, 2024/03/05, 2024.03.05 04:30.</summary>
    [GeneratedRegex(@"^(?<y>(?:1[6-9]|20)[0-9]{2})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})(?:[T\s,]+" + Clock + ")?$",
        Options)]
    private static partial Regex YearFirst();

    /// <summary>RFC 822: Tue, 05 Mar 2024 04:30:00 +0000, with any zone.</summary>
    [GeneratedRegex(@"^(?:\p{L}+\.?,?\s+)?(?<d>[0-9]{1,2})[\s-](?<month>" + Months.Pattern
        + @")\.?[\s-](?<y>[0-9]{4}|[0-9]{2})(?:,?\s+" + Clock + ")?$", Options)]
    private static partial Regex Mail();

    /// <summary>Tue Mar 05 04:30:00 +0000 2024, as C and JavaScript write it.</summary>
    [GeneratedRegex(@"^\p{L}+,?\s+(?<month>" + Months.Pattern
        + @")\s+(?<d>[0-9]{1,2})\s+(?:(?<hh>[0-9]{1,2}):(?<mm>[0-9]{2}):(?<ss>[0-9]{2})(?<zone>\s+[+-][0-9]{4}|\s+[A-Z]{1,4})?"
        + @"\s+(?<y>[0-9]{4})|(?<y>[0-9]{4})\s+(?<hh>[0-9]{1,2}):(?<mm>[0-9]{2}):(?<ss>[0-9]{2})\s*(?:GMT)?"
        + @"(?<zone>[+-][0-9]{4})?(?:\s*\([^)]*\))?)$", Options)]
    private static partial Regex Unix();

    /// <summary>04/03/2024, 04-03-24, 4.3.2024 10:15.</summary>
    [GeneratedRegex(@"^(?<a>[0-9]{1,2})[-/.](?<b>[0-9]{1,2})[-/.](?<y>(?:1[6-9]|20)[0-9]{2}|[0-9]{2})(?:[T\s,]+" + Clock
        + ")?$", Options)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?<y>(?:1[6-9]|20)[0-9]{2})(?:-(?<m>[0-9]{2}))?$", Options)]
    private static partial Regex YearOrMonth();
}

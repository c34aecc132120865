using System.Globalization;

namespace NewsArchive.Search;

/// <summary>
/// Dates as a query writes them: <c>2021</c>, <c>2021-03</c>, <c>2021-03-05</c>, <c>today</c>, <c>yesterday</c>,
/// <c>P7D</c>, and ranges.
/// </summary>
internal static class DateSpan
{
    /// <summary>First and last day, both included; null is open.</summary>
    /// <returns>Null where the text is no date.</returns>
    public static (DateOnly? First, DateOnly? Last)? Read(string text, DateOnly today)
    {
        var parts = text.Split("..", 2);
        if (parts.Length == 1) return One(text, today) is { } span ? (span.First, span.Last) : null;
        var (from, to) = (One(parts[0], today), One(parts[1], today));
        if ((from is null && parts[0].Length > 0) || (to is null && parts[1].Length > 0)
            || (from is null && to is null)) return null;
        return (from?.First, to?.Last);
    }

    private static (DateOnly First, DateOnly Last)? One(string text, DateOnly today)
    {
        if (text.Equals("today", StringComparison.OrdinalIgnoreCase)) return (today, today);
        if (text.Equals("yesterday", StringComparison.OrdinalIgnoreCase)) return (today.AddDays(-1), today.AddDays(-1));
        if (text.StartsWith('P') || text.StartsWith('p')) return Duration(text.ToUpperInvariant(), today);
        DateOnly? Day(string day) =>
            DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                && read.Year < 9999 ? read : null;
        return text.Length switch
        {
            4 when Day(text + "-01-01") is { } year => (year, year.AddYears(1).AddDays(-1)),
            7 when Day(text + "-01") is { } month => (month, month.AddMonths(1).AddDays(-1)),
            10 when Day(text) is { } day => (day, day),
            _ => null,
        };
    }

    /// <summary>ISO 8601 duration: the last that long, today included.</summary>
    private static (DateOnly First, DateOnly Last)? Duration(string text, DateOnly today)
    {
        if (text.Length < 3 || !char.IsAsciiDigit(text[1])
            || !int.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is 0 or > 1000) return null;
        return text[^1] switch
        {
            'D' => (today.AddDays(1 - count), today),
            'W' => (today.AddDays(1 - 7 * count), today),
            'M' => (today.AddMonths(-count).AddDays(1), today),
            'Y' => (today.AddYears(-count).AddDays(1), today),
            _ => null,
        };
    }
}

// Observation: 03/04/2024 is March in the United States and April nearly everywhere else, and no rule tells from the
// figures which is meant.
// Idea: ask what knows: the page's address, a day written out in the text, the weekday beside it, the other dates of
// the source, the zone and the language's country. The other reading is kept and shown.
// Known failure: a page in English without a country, from the United States, whose source has no other dates.
using System.Globalization;
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Notation;

namespace NewsArchive.Metadata;

/// <summary>Which of the figures of a date is the day.</summary>
public enum DayOrder { Unknown, DayFirst, MonthFirst }

/// <summary>What tells the order of day and month in one document.</summary>
/// <param name="Source">What the other dates of its source show.</param>
/// <param name="Url">Its address, or null.</param>
/// <param name="Language">As declared, with its country: “en-US”; or null.</param>
/// <param name="Written">Days written out in its first paragraphs.</param>
/// <param name="Today">Nothing is published later.</param>
internal sealed partial record DayOrderClues(
    DayOrder Source, string? Url, string? Language, IReadOnlyList<DateMatch> Written, DateOnly Today)
{
    /// <summary>The likelier of two readings, and why in words.</summary>
    /// <param name="written">The date with what stands around it.</param>
    public (WrittenDate Date, WrittenDate Other, string Why) Choose(
        WrittenDate dayFirst, WrittenDate monthFirst, string written)
    {
        (WrittenDate, WrittenDate, string) Day(string why) => (dayFirst, monthFirst, "day first, " + why);
        (WrittenDate, WrittenDate, string) Month(string why) => (monthFirst, dayFirst, "month first, " + why);
        if (Tells(d => InAddress(d.Day), "as the address has it") is { } byAddress) return byAddress;
        if (Tells(d => !IsFuture(d), "for the other day has yet to come") is { } byToday) return byToday;
        if (DatePattern.FindWeekdays(written).Select(w => (DayOfWeek?)w.Day).FirstOrDefault() is { } weekday
            && Tells(d => d.Day.DayOfWeek == weekday, $"for it is a {weekday}") is { } byWeekday) return byWeekday;
        if (Tells(d => Written.Any(w => w.Date.At.Month == d.At.Month && w.Date.At.Day == d.At.Day),
            "as the text writes it out") is { } byText) return byText;
        if (Source == DayOrder.MonthFirst) return Month("as in other dates of the source");
        if (Source == DayOrder.DayFirst) return Day("as in other dates of the source");
        if (AmericanZone().IsMatch(written)) return Month("as in the country of the time zone");
        if (Language is { } language && Country().Match(language) is { Success: true } country)
            return country.Value.ToUpperInvariant() is "US" or "PH"
                ? Month($"as in the country of {language}") : Day($"as in the country of {language}");
        return Day("as in most countries");

        (WrittenDate, WrittenDate, string)? Tells(Func<WrittenDate, bool> fits, string why) =>
            (fits(dayFirst), fits(monthFirst)) switch
            {
                (true, false) => Day(why),
                (false, true) => Month(why),
                _ => null,
            };
    }

    private bool InAddress(DateOnly day) => Url is { } url && DaysInAddress().Matches(url)
        .Any(m => m.Groups["y"].Value == day.Year.ToString(CultureInfo.InvariantCulture)
            && int.Parse(m.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) == day.Month
            && int.Parse(m.Groups["d"].ValueSpan, CultureInfo.InvariantCulture) == day.Day);

    private bool IsFuture(WrittenDate date) => date.Day > Today.AddDays(1);

    [GeneratedRegex(@"(?<y>(?:19|20)\d\d)[/_-]?(?<m>\d{1,2})[/_-]?(?<d>\d{1,2})(?!\d)")]
    private static partial Regex DaysInAddress();

    [GeneratedRegex(@"\b(?:[ECMP][SD]T|ET|PT|AK[SD]T|HST)\b")]
    private static partial Regex AmericanZone();

    [GeneratedRegex(@"(?<=^[A-Za-z]{2,3}[-_])[A-Za-z]{2}\b")]
    private static partial Regex Country();
}

/// <summary>
/// Learns, while documents are read one batch after another, in which order their sources write day and month. Not for
/// several threads.
/// </summary>
internal sealed partial class DayOrderLearning
{
    /// <summary>Lines at the head of a text in which its day stands.</summary>
    private const int HeadLines = 12;

    private const int LongestLine = 120;

    private readonly Dictionary<string, int> monthsFirst = [];

    /// <returns>For each document, in order, what its source shows.</returns>
    public IReadOnlyList<DayOrder> Learn(IReadOnlyList<RawDocument> batch)
    {
        var sources = batch.Select(SourceOf).ToList();
        for (var i = 0; i < batch.Count; i++)
            foreach (var date in DatesOf(batch[i]))
                if (OrderOf(date) is var order and not 0)
                    monthsFirst[sources[i]] = monthsFirst.GetValueOrDefault(sources[i]) + order;
        return sources.ConvertAll(s => monthsFirst.GetValueOrDefault(s) switch
        {
            > 0 => DayOrder.MonthFirst,
            < 0 => DayOrder.DayFirst,
            _ => DayOrder.Unknown,
        });
    }

    /// <summary>A file of many documents was written by one hand; else the site, the house or the folder.</summary>
    private static string SourceOf(RawDocument document) =>
        !document.IsAlone ? document.Path
            : Uri.TryCreate(document.Declared.Url, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host
            : document.Declared.Source ?? Path.GetDirectoryName(document.Path) ?? "";

    private static List<string> DatesOf(RawDocument document)
    {
        if (document.Declared.Published is { } published) return [published];
        List<string> head = [];
        foreach (var line in document.Text.AsSpan().EnumerateLines())
        {
            if (head.Count == HeadLines) break;
            head.Add(line.Length <= LongestLine && line.ContainsAny('/', '-') ? line.ToString() : "");
        }
        return head;
    }

    /// <summary>1 for a date that can only be month first, -1 for one that can only be day first, else 0.</summary>
    private static int OrderOf(string text)
    {
        foreach (Match m in Figures().Matches(text))
        {
            var (a, b) = (Number(m, "a"), Number(m, "b"));
            if (a is >= 1 and <= 12 && b is > 12 and <= 31) return 1;
            if (b is >= 1 and <= 12 && a is > 12 and <= 31) return -1;
        }
        return 0;
    }

    private static int Number(Match m, string group) => int.Parse(m.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\d/.-])(?<a>[0-9]{1,2})[/-](?<b>[0-9]{1,2})[/-](?:(?:19|20)[0-9]{2}|[0-9]{2})(?![\d/-])")]
    private static partial Regex Figures();
}

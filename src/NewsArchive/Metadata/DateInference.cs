// Observation: bare text seldom states its own day, but its lede, its captions and its weekdays circle around it.
// Idea: declared, else a date stamp or dateline, else the written date with the most signs: in the lede, under a
// picture, on a weekday that the text speaks of as its own. Dates of birth, of history and of the future are out. Too
// few signs: none.
// Known failure: an anniversary piece whose lede gives the full date of what it remembers.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Notation;

namespace NewsArchive.Metadata;

internal static partial class DateInference
{
    /// <summary>Signs that a date of the running text must show to be taken.</summary>
    private const double Enough = 2.5;

    /// <summary>A page's clock may be a day ahead of the reader's.</summary>
    private const int FutureDays = 1;

    public static Inferred<WrittenDate> Infer(
        DeclaredFields declared,
        ImmutableArray<ClassifiedLine> lines,
        ImmutableArray<Paragraph> reading,
        Dateline dateline,
        DateOnly today)
    {
        List<Rejected> rejected = [];
        if (declared.Published is { Length: > 0 } stated)
        {
            if (InZone(stated, declared.TimeZone) is { } date && IsPast(date, today))
                return Inferred.Declared(date, "published");
            rejected.Add(new(stated,
                DeclaredTime.Parse(stated) is null
                    ? "the declared value is no date" : "the declared day is in the future"));
        }
        var best = FromStamp(lines, today, rejected) ?? FromText(lines, reading, dateline, today, rejected);
        return best is null
            ? Inferred.Absent<WrittenDate>("no date in the text is likely to be its own").Rejecting(rejected)
            : best.Rejecting(rejected);
    }

    /// <summary>The day of the last change: declared, or a line that says “Updated”.</summary>
    public static Inferred<WrittenDate> InferUpdated(
        DeclaredFields declared, ImmutableArray<ClassifiedLine> lines, DateOnly today)
    {
        if (declared.Updated is { } stated && InZone(stated, declared.TimeZone) is { } date && IsPast(date, today))
            return Inferred.Declared(date, "updated");
        foreach (var line in lines.Where(l => l.Kind is LineKind.Dateline or LineKind.Byline))
            foreach (var match in DatePattern.FindAll(line.Text)
                .Where(m => m.YearGiven && Updated().IsMatch(line.Text[..m.Start]) && IsPast(m.Date, today)))
                return Inferred.Labelled(match.Date, line.Number, line.Text.Trim());
        return Inferred.Absent<WrittenDate>("no day of an update is stated");
    }

    /// <summary>A declared time that names no zone is one of the stated zone; without one it counts as UTC.</summary>
    private static WrittenDate? InZone(string stated, string? zone)
    {
        if (DeclaredTime.Parse(stated) is not { } date) return null;
        if (zone is null || date.Precision != DatePrecision.Instant || ZoneNamed().IsMatch(stated)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) return date;
        var local = DateTime.SpecifyKind(date.At, DateTimeKind.Unspecified);
        return found.IsInvalidTime(local)
            ? date : new(TimeZoneInfo.ConvertTimeToUtc(local, found), DatePrecision.Instant);
    }

    private static bool IsPast(WrittenDate date, DateOnly today) => date.Day <= today.AddDays(FutureDays);

    /// <summary>A line that is a date, or a byline with a date in it. “Published” outranks “Updated”.</summary>
    private static Inferred<WrittenDate>? FromStamp(
        ImmutableArray<ClassifiedLine> lines, DateOnly today, List<Rejected> rejected)
    {
        Inferred<WrittenDate>? best = null;
        foreach (var line in lines.Where(l => l.Kind is LineKind.Dateline or LineKind.Byline))
            foreach (var match in DatePattern.FindAll(line.Text).Where(m => m.YearGiven))
            {
                var updated = Updated().IsMatch(line.Text[..match.Start]);
                if (!IsPast(match.Date, today)) rejected.Add(new(match.Text, $"line {line.Number} is in the future"));
                else if (best is not null)
                    rejected.Add(new(match.Text, $"line {line.Number} comes after a date that was taken"));
                else if (updated
                    && lines.Any(l =>
                    l.Number > line.Number && l.Kind == LineKind.Dateline && !Updated().IsMatch(l.Text)))
                    rejected.Add(new(match.Text, $"line {line.Number} is the day of an update"));
                else best = Inferred.Labelled(match.Date, line.Number, line.Text.Trim());
            }
        return best;
    }

    private sealed record Candidate(DateMatch Match, Paragraph Paragraph, double Signs, string Why);

    private static Inferred<WrittenDate>? FromText(
        ImmutableArray<ClassifiedLine> lines, ImmutableArray<Paragraph> reading, Dateline dateline, DateOnly today,
        List<Rejected> rejected)
    {
        var bodies = reading.Where(p => p.Kind == LineKind.Body).ToList();
        var weekdays = bodies
            .SelectMany(p =>
            DatePattern.FindWeekdays(p.Text).Where(w => !IsOtherWeek(p.Text, w.Start)).Select(w => (w.Day, p.Line)))
            .ToLookup(w => w.Day, w => w.Line);
        List<Candidate> candidates = [];
        foreach (var paragraph in lines.Paragraphs(kind => kind is LineKind.Body or LineKind.Caption or LineKind.Quote))
            foreach (var match in DatePattern.FindAll(paragraph.Text).Where(m => m.YearGiven))
            {
                if (!IsPast(match.Date, today))
                    rejected.Add(new(match.Text, $"line {paragraph.Line} is in the future"));
                else if (OtherDay().Match(paragraph.Text[..match.Start]) is { Success: true } other)
                    rejected.Add(new(match.Text,
                        $"line {paragraph.Line}: “{other.Value.Trim()}” makes it the day of something else"));
                else candidates.Add(Weigh(match, paragraph, paragraph.Line == bodies.FirstOrDefault()?.Line, weekdays));
            }
        if (WithoutYear(dateline, lines, today) is { } fromDateline) candidates.Add(fromDateline);

        var ranked = candidates.OrderByDescending(c => c.Signs).ThenByDescending(c => c.Match.Date.At).ToList();
        var winner = ranked.FirstOrDefault();
        if (winner is not null && winner.Signs < Enough) winner = null;
        foreach (var loser in ranked.Where(c => c != winner && c.Match.Date != winner?.Match.Date))
            rejected.Add(new(loser.Match.Text,
                $"line {loser.Paragraph.Line}, {loser.Why}: "
                + $"{(winner is null ? "too few signs that it is the article's own" : "fewer signs")}"));
        return winner is null
            ? null : Inferred.FromText(winner.Match.Date, winner.Paragraph.Line, $"“{winner.Match.Text}” {winner.Why}",
            Math.Min(0.9, 0.4 + winner.Signs / 10));
    }

    private static Candidate Weigh(DateMatch match, Paragraph paragraph, bool isLede, ILookup<DayOfWeek, int> weekdays)
    {
        double signs = 0;
        List<string> why = [];
        if (isLede)
        {
            signs += 3;
            why.Add("in the lede");
        }
        else if (paragraph.Kind == LineKind.Caption)
        {
            signs += 1.5;
            why.Add("under a picture");
        }
        else
        {
            why.Add("in the text");
        }
        var spoken = weekdays[match.Date.At.DayOfWeek].Distinct().ToList();
        if (spoken.Count > 0)
        {
            signs += Math.Min(2, 0.75 + 0.5 * spoken.Count);
            why.Add($"is a {match.Date.At.DayOfWeek}, and {(spoken.Count == 1 ? "line" : "lines")} "
                + $"{string.Join(", ", spoken)} {(spoken.Count == 1 ? "says" : "say")} “{match.Date.At.DayOfWeek}”");
        }
        else if (weekdays.Count > 0)
        {
            why.Add($"is a {match.Date.At.DayOfWeek}, of which the text says nothing");
        }
        return new(match, paragraph, signs, string.Join("; ", why));
    }

    /// <summary>
    /// A day and month in the dateline take the latest year named in the text, unless that puts them in the future.
    /// </summary>
    private static Candidate? WithoutYear(Dateline dateline, ImmutableArray<ClassifiedLine> lines, DateOnly today)
    {
        if (dateline.Date is not { } match) return null;
        var paragraph = new Paragraph(dateline.Text.Line ?? 1, dateline.Text.Line ?? 1, LineKind.Body,
            dateline.Text.Value!);
        if (match.YearGiven) return new(match, paragraph, 4, "in the dateline");
        var years = lines.Where(l => l.Kind is not LineKind.Teaser and not LineKind.Boilerplate)
            .SelectMany(l =>
            Year().Matches(l.Text)
                .Select(m => int.Parse(m.ValueSpan, System.Globalization.CultureInfo.InvariantCulture)))
            .Where(year => year <= today.Year).ToList();
        if (years.Count == 0) return null;
        var at = new DateTime(years.Max(), match.Date.At.Month, match.Date.At.Day);
        if (DateOnly.FromDateTime(at) > today.AddDays(FutureDays)) return null;
        return new(match with { Date = new(at, DatePrecision.Day), YearGiven = true }, paragraph, 3,
            $"in the dateline, with the latest year named in the text, {at.Year}");
    }

    /// <summary>“last Thursday”, “next Monday” speak of other weeks.</summary>
    private static bool IsOtherWeek(string text, int at) => OtherWeek().IsMatch(text[Math.Max(0, at - 12)..at]);

    [GeneratedRegex(@"\b(?:last|next|every|each|following|previous|until|coming)\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherWeek();

    [GeneratedRegex(@"\b(?:born(?:\s+on|\s+in)?|died(?:\s+on)?|since|until|founded|established|dating\s+back\s+to"
        + @"|copyright|©|expires?|due|scheduled\s+for|set\s+for|deadline|by|between|before|anniversary\s+of|ended"
        + @"|ending|as\s+of)\s*(?:on\s+|in\s+|the\s+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherDay();

    [GeneratedRegex(@"\b(?:updated|modified|amended|edited)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Updated();

    [GeneratedRegex(@"(?:Z|GMT|UTC|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?$|^\d{9,13}(?:\.\d+)?$")]
    private static partial Regex ZoneNamed();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b")]
    private static partial Regex Year();
}

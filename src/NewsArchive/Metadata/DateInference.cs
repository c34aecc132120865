// Observation: bare text seldom states its own day, but its lede, its captions and its weekdays circle around it.
// Idea: declared, else a date stamp or dateline, else the written date with the most signs: in the lede, under a
// picture, on a weekday that the text speaks of as its own. Dates of birth, of history and of the future are out. Too
// few signs: none.
// Known failure: an anniversary piece whose lede gives the full date of what it remembers.
using System.Collections.Immutable;
using System.Globalization;
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
        DayOrderClues clues)
    {
        var today = clues.Today;
        List<Rejected> rejected = [];
        if (declared.Published is { Length: > 0 } stated)
        {
            if (FromDeclared(stated, declared.TimeZone, "published", clues) is { } known && IsPast(known.Value, today))
                return known;
            rejected.Add(new(stated,
                DeclaredTime.Parse(stated) is null
                    ? "the declared value is no date" : "the declared day is in the future"));
        }
        var best = FromStamp(lines, clues, rejected) ?? FromText(lines, reading, dateline, today, rejected);
        if (best is null && InferUpdated(declared, lines, clues) is { IsKnown: true } updated)
            best = Inferred.FromText(updated.Value, updated.Line,
                $"the day of the last change, for none of publication is stated ({updated.Evidence})", 0.4);
        return best is null
            ? Inferred.Absent<WrittenDate>("no date in the text is likely to be its own").Rejecting(rejected)
            : best.Rejecting(rejected);
    }

    /// <summary>What tells day from month in figures that leave it open.</summary>
    public static DayOrderClues CluesOf(
        DeclaredFields declared, ImmutableArray<Paragraph> reading, DayOrder order, DateOnly today) =>
        new(order, declared.Url, declared.Language,
            [.. reading.Where(p => p.Kind == LineKind.Body).Take(FirstParagraphs)
                .SelectMany(p => DatePattern.FindAll(p.Text)).Where(m => m.MonthFirst is null)], today);

    /// <summary>Paragraphs in which a text writes out its own day.</summary>
    private const int FirstParagraphs = 5;

    /// <summary>The day of the last change: declared, or a line that says “Updated”.</summary>
    public static Inferred<WrittenDate> InferUpdated(
        DeclaredFields declared, ImmutableArray<ClassifiedLine> lines, DayOrderClues clues)
    {
        if (declared.Updated is { } stated
            && FromDeclared(stated, declared.TimeZone, "updated", clues) is { } known && IsPast(known.Value, clues.Today))
            return known;
        foreach (var line in lines.Where(l => l.Kind is LineKind.Dateline or LineKind.Byline))
            foreach (var (match, label) in DateLabels.FindAll(line.Text))
                if (label == DateLabel.Updated && IsPast(match.Date, clues.Today))
                    return FromLine(match, line, clues);
        return Inferred.Absent<WrittenDate>("no day of an update is stated");
    }

    /// <summary>A declared time that names no zone is one of the stated zone; without one it counts as UTC.</summary>
    private static Inferred<WrittenDate>? FromDeclared(string stated, string? zone, string field, DayOrderClues clues)
    {
        if (DeclaredTime.Read(stated) is not { } read) return null;
        if (read.MonthFirst is not { } monthFirst) return Inferred.Declared(InZone(read.Date, stated, zone), field);
        var (date, other, why) = clues.Choose(read.Date, monthFirst, stated);
        return Inferred.FromText(InZone(date, stated, zone), null, $"declared as {field}: {stated}, read {why}")
            .Rejecting([Otherwise(other)]);
    }

    /// <summary>The reading of figures that was not taken.</summary>
    private static Rejected Otherwise(WrittenDate other) => new(
        other.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "the same figures, read otherwise");

    private static WrittenDate InZone(WrittenDate date, string stated, string? zone)
    {
        if (zone is null || date.Precision != DatePrecision.Instant || ZoneNamed().IsMatch(stated)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) return date;
        var local = DateTime.SpecifyKind(date.At, DateTimeKind.Unspecified);
        return found.IsInvalidTime(local)
            ? date : new(TimeZoneInfo.ConvertTimeToUtc(local, found), DatePrecision.Instant)
            {
                Offset = found.GetUtcOffset(local)
            };
    }

    /// <summary>A day behind a label or by itself in a line; inferred where its figures leave the month open.</summary>
    private static Inferred<WrittenDate> FromLine(DateMatch match, ClassifiedLine line, DayOrderClues clues)
    {
        if (match.MonthFirst is not { } monthFirst)
            return Inferred.Labelled(match.Date, line.Number, line.Text.Trim());
        var (date, other, why) = clues.Choose(match.Date, monthFirst, line.Text);
        return Inferred.FromText(date, line.Number, $"“{match.Text}”, read {why}")
            .Rejecting([Otherwise(other)]);
    }

    private static bool IsPast(WrittenDate date, DateOnly today) => date.Day <= today.AddDays(FutureDays);

    /// <summary>
    /// A line that is a date, or a byline with a date in it: the day behind “Published”, else the first without a
    /// label. A day behind “Updated” is another.
    /// </summary>
    private static Inferred<WrittenDate>? FromStamp(
        ImmutableArray<ClassifiedLine> lines, DayOrderClues clues, List<Rejected> rejected)
    {
        List<(DateMatch Match, DateLabel Label, ClassifiedLine Line)> stamps = [];
        foreach (var line in lines.Where(l => l.Kind is LineKind.Dateline or LineKind.Byline))
            foreach (var (match, label) in DateLabels.FindAll(line.Text))
                if (!IsPast(match.Date, clues.Today) && match.MonthFirst is null)
                    rejected.Add(new(match.Text, $"line {line.Number} is in the future"));
                else stamps.Add((match, label, line));
        var best = stamps.FindIndex(s => s.Label == DateLabel.Published);
        if (best < 0) best = stamps.FindIndex(s => s.Label == DateLabel.None);
        for (var i = 0; i < stamps.Count; i++)
            if (i != best)
                rejected.Add(new(stamps[i].Match.Text, stamps[i].Label == DateLabel.Updated
                    ? $"line {stamps[i].Line.Number} is the day of an update"
                    : $"line {stamps[i].Line.Number} stands beside a date that was taken"));
        return best < 0 ? null : FromLine(stamps[best].Match, stamps[best].Line, clues);
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
                else if (OtherDay().Match(paragraph.Text[Math.Max(0, match.Start - LongestOtherDay)..match.Start]) is { Success: true } other)
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

    /// <summary>Characters before a day that may say so: more than any of the words takes.</summary>
    private const int LongestOtherDay = 100;

    [GeneratedRegex(@"\b(?:born(?:\s+on|\s+in)?|died(?:\s+on)?|since|until|founded|established|dating\s+back\s+to"
        + @"|copyright|©|expires?|due|scheduled\s+for|set\s+for|deadline|by|between|before|anniversary\s+of|ended"
        + @"|ending|as\s+of|(?:when|where|event|save\s+the\s+date|wann|quand|cuándo|quando)\s*:)\s*(?:on\s+|in\s+|the\s+)?"
        + @"(?:\p{L}+day,?\s*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherDay();

    [GeneratedRegex(@"(?:Z|GMT|UTC|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?$|^\d{9,13}(?:\.\d+)?$")]
    private static partial Regex ZoneNamed();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b")]
    private static partial Regex Year();
}

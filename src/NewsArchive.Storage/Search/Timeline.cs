// Observation: articles of an archive crowd in some weeks, with a few far off: a wrong date, an old file. A picture
// from
// the first to the last shows one bar.
// Idea: the finest unit in which nearly all articles fit into the picture, with long empty stretches folded to one
// mark; what lies outside it, never more than one in a hundred, is said.
// Known failure: many single articles spread over years come out as years, though a reader may want days.
namespace NewsArchive.Storage.Search;

public enum TimeUnit { Day, Month, Year, Decade }

/// <summary>Articles published in a day, month, year or decade; or a stretch of time without any.</summary>
/// <param name="To">The last day.</param>
/// <param name="IsGap">It stands for several units, in which there are no articles.</param>
public sealed record Period(DateOnly From, DateOnly To, TimeUnit Unit, int Articles, bool IsGap = false);

/// <summary>Articles over time, in the finest unit that keeps the picture readable.</summary>
/// <param name="Earlier">Articles before the first period, left out as too far off.</param>
/// <param name="Later">The same after the last.</param>
public sealed record Timeline(IReadOnlyList<Period> Periods, int Undated, int Earlier, int Later)
{
    /// <summary>Bars that fit.</summary>
    private const int Most = 31;

    /// <summary>Empty units that are shown one by one, and longer gaps that a picture may have.</summary>
    private const int LongestShownGap = 3, MostGaps = 3;

    /// <summary>Of the articles with a date.</summary>
    private const double MostOutside = .01;

    /// <param name="counts">Articles of each day.</param>
    /// <param name="others">Days that must be in the picture too.</param>
    public static Timeline Of(IReadOnlyDictionary<DateOnly, int> counts, int undated, IReadOnlyDictionary<DateOnly,
        int>? others = null)
    {
        if (counts.Count == 0 && others is not { Count: > 0 }) return new([], undated, 0, 0);
        var total = counts.Values.Sum() + (others?.Values.Sum() ?? 0);
        foreach (var unit in Enum.GetValues<TimeUnit>())
        {
            Dictionary<DateOnly, int> weights = [];
            foreach (var (day, count) in counts.Concat(others ?? new Dictionary<DateOnly, int>()))
                weights[Start(day, unit)] = weights.GetValueOrDefault(Start(day, unit)) + count;
            var outside = (int)(MostOutside * total);
            // Each period that is left out costs an article at least.
            if (weights.Count - outside > Most && unit != TimeUnit.Decade) continue;
            List<(DateOnly Start, int Weight)> inside = [.. weights.OrderBy(w => w.Key).Select(w => (w.Key, w.Value))];
            if (!Trim(inside, unit, outside) && unit != TimeUnit.Decade) continue;
            return new(PeriodsOf(inside, unit, counts), undated,
                counts.Where(c => c.Key < inside[0].Start).Sum(c => c.Value),
                counts.Where(c => c.Key > End(inside[^1].Start, unit)).Sum(c => c.Value));
        }
        throw new InvalidOperationException("the coarsest unit always fits");
    }

    /// <summary>Leaves out what is far off until the rest fits; false where that would be too much.</summary>
    private static bool Trim(List<(DateOnly Start, int Weight)> inside, TimeUnit unit, int allowed)
    {
        while (!Fits(inside, unit))
        {
            if (inside.Count == 1) return false;
            var isFirst = inside[0].Weight < inside[^1].Weight || inside[0].Weight == inside[^1].Weight
                && Between(inside[0].Start, inside[1].Start, unit) >= Between(inside[^2].Start, inside[^1].Start, unit);
            var at = isFirst ? 0 : inside.Count - 1;
            allowed -= inside[at].Weight;
            if (allowed < 0) return false;
            inside.RemoveAt(at);
        }
        return true;
    }

    private static bool Fits(List<(DateOnly Start, int Weight)> inside, TimeUnit unit)
    {
        var (bars, gaps) = (inside.Count, 0);
        for (var i = 1; i < inside.Count && bars <= Most; i++)
            if (Between(inside[i - 1].Start, inside[i].Start, unit) is var empty && empty > LongestShownGap) gaps++;
            else bars += empty;
        return bars + gaps <= Most && gaps <= MostGaps;
    }

    private static List<Period> PeriodsOf(
        List<(DateOnly Start, int Weight)> inside, TimeUnit unit, IReadOnlyDictionary<DateOnly, int> counts)
    {
        Dictionary<DateOnly, int> byStart = [];
        foreach (var (day, count) in counts) byStart[Start(day, unit)] = byStart.GetValueOrDefault(Start(day, unit))
            + count;
        List<Period> periods = [];
        foreach (var (start, _) in inside)
        {
            if (periods.Count > 0)
            {
                var (from, empty) = (periods[^1].To.AddDays(1), Between(periods[^1].From, start, unit));
                if (empty > LongestShownGap) periods.Add(new(from, start.AddDays(-1), unit, 0, IsGap: true));
                else
                    for (; from < start; from = periods[^1].To.AddDays(1)) periods.Add(new(from, End(from, unit),
                        unit, 0));
            }
            periods.Add(new(start, End(start, unit), unit, byStart.GetValueOrDefault(start)));
        }
        return periods;
    }

    /// <summary>Whole units between two beginnings of units.</summary>
    private static int Between(DateOnly first, DateOnly second, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => second.DayNumber - first.DayNumber,
        TimeUnit.Month => 12 * (second.Year - first.Year) + second.Month - first.Month,
        TimeUnit.Year => second.Year - first.Year,
        _ => (second.Year - first.Year) / 10,
    } - 1;

    private static DateOnly Start(DateOnly day, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => day,
        TimeUnit.Month => new(day.Year, day.Month, 1),
        TimeUnit.Year => new(day.Year, 1, 1),
        _ => new(Math.Max(1, day.Year / 10 * 10), 1, 1),
    };

    private static DateOnly End(DateOnly start, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => start,
        TimeUnit.Month => new(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month)),
        TimeUnit.Year => new(start.Year, 12, 31),
        _ => new(start.Year / 10 * 10 + 9, 12, 31),
    };
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Search;

public enum TimeUnit { Day, Month, Year }

/// <summary>Articles published in a day, month or year.</summary>
public sealed record Period(DateOnly From, TimeUnit Unit, int Articles)
{
    /// <summary>The last day.</summary>
    public DateOnly To => Next(From, Unit).AddDays(-1);

    internal static DateOnly Next(DateOnly from, TimeUnit unit) =>
        unit switch { TimeUnit.Day => from.AddDays(1), TimeUnit.Month => from.AddMonths(1), _ => from.AddYears(1) };
}

/// <summary>
/// Articles over time, in the finest unit that keeps the picture readable; periods without any stand with 0.
/// </summary>
/// <param name="Earlier">Articles before the first period, where the span is too long to show.</param>
public sealed record Timeline(IReadOnlyList<Period> Periods, int Undated, int Earlier)
{
    /// <summary>Bars that fit.</summary>
    private const int Most = 31;

    public static async Task<Timeline> OfAsync(IQueryable<ArticleRow> articles, CancellationToken cancel)
    {
        var days =
            await articles.Where(a => a.Published != null).GroupBy(a => a.Published!.Value.Date)
                .Select(g => new { Day = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var counts = days.Select(d => (Day: DateOnly.FromDateTime(d.Day), d.Count)).OrderBy(d => d.Day).ToList();
        return Of(counts, await articles.CountAsync(a => a.Published == null, cancel));
    }

    /// <param name="counts">In order.</param>
    public static Timeline Of(IReadOnlyList<(DateOnly Day, int Count)> counts, int undated)
    {
        if (counts.Count == 0) return new([], undated, 0);
        var (first, last) = (counts[0].Day, counts[^1].Day);
        var unit = last.DayNumber - first.DayNumber < Most
            ? TimeUnit.Day
            : 12 * (last.Year - first.Year) + last.Month - first.Month < Most ? TimeUnit.Month : TimeUnit.Year;
        DateOnly Start(DateOnly day) =>
            unit switch
            {
                TimeUnit.Day => day,
                TimeUnit.Month => new(day.Year, day.Month, 1),
                _ => new(day.Year, 1, 1)
            };
        var byStart = counts.GroupBy(c => Start(c.Day)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        List<Period> periods = [];
        for (var at = Start(first); at <= last; at = Period.Next(at, unit))
            periods.Add(new(at, unit, byStart.GetValueOrDefault(at)));
        return new([.. periods.TakeLast(Most)], undated, periods.SkipLast(Most).Sum(p => p.Articles));
    }
}

using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive;

/// <summary>What the other documents of its source tell of one.</summary>
/// <param name="Repeated">Its lines that recur in others.</param>
/// <param name="DayOrder">In which order the source writes day and month.</param>
public sealed record SourceHabits(RepeatedLines Repeated, DayOrder DayOrder)
{
    public static readonly SourceHabits None = new(RepeatedLines.None, DayOrder.Unknown);
}

/// <summary>
/// Learns, while documents are read one batch after another, what their sources do. Not for several threads.
/// </summary>
public sealed class SourceHabitLearning
{
    private readonly RepeatedLinesLearning lines = new();
    private readonly DayOrderLearning days = new();

    /// <returns>For each document, in order, what is known of its source.</returns>
    public IReadOnlyList<SourceHabits> Learn(IReadOnlyList<RawDocument> batch) =>
        [.. lines.Learn(batch).Zip(days.Learn(batch), (repeated, order) => new SourceHabits(repeated, order))];
}

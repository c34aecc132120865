namespace NewsArchive.Tests;

/// <summary>A clock that stands at the beginning of one day.</summary>
internal sealed class FixedDay(DateOnly day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

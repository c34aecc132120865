using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NewsArchive.Storage.Search;

/// <summary>Counts searches and how long they take, for whoever listens.</summary>
internal static class SearchMeter
{
    public const string Name = "NewsArchive";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("newsarchive.search.duration", "s", "Searches and how long they took");

    public static void Took(long since,
        bool isAnswered) => Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds,
        new KeyValuePair<string, object?>("answered", isAnswered));
}

using System.Collections.Immutable;

namespace NewsArchive.Metadata;

/// <summary>How a value came to be known. The order is the order of trust.</summary>
public enum InferenceStatus
{
    /// <summary>Set by hand. No reading gives it.</summary>
    Corrected,

    /// <summary>Given by the container: front matter, a JSON field, a sidecar.</summary>
    Declared,

    /// <summary>Stated in the text behind a label, such as “By” or “Published:”.</summary>
    Labelled,

    /// <summary>Stands in the text in its usual place without a label, as a headline does.</summary>
    Found,

    /// <summary>Concluded from the text; shown in square brackets.</summary>
    Inferred,

    /// <summary>Not known.</summary>
    Absent,
}

/// <summary>A candidate that lost, with the reason in words.</summary>
public sealed record Rejected(string Value, string Why);

/// <summary>
/// A value with its evidence.
/// </summary>
/// <param name="Value">The value; default when <see cref="Status"/> is <see cref="InferenceStatus.Absent"/>.</param>
/// <param name="Status">How it came to be known.</param>
/// <param name="Confidence">0 to 1; a rank among rules, not a probability.</param>
/// <param name="Line">1-based line of the decoded file that shows it, where one does.</param>
/// <param name="Evidence">The words that show it, or why there is nothing to show.</param>
/// <param name="Rejected">Other candidates and why they lost.</param>
public sealed record Inferred<T>(
    T? Value,
    InferenceStatus Status,
    double Confidence,
    int? Line,
    string? Evidence,
    ImmutableArray<Rejected> Rejected)
{
    public bool IsKnown => Status != InferenceStatus.Absent;

    public Inferred<T> Rejecting(IEnumerable<Rejected> others) => this with { Rejected = [.. Rejected, .. others] };
}

public static class Inferred
{
    public static Inferred<T> Declared<T>(T value, string field) =>
        new(value, InferenceStatus.Declared, 1, null, $"declared as {field}", []);

    public static Inferred<T> Labelled<T>(T value, int line, string evidence) =>
        new(value, InferenceStatus.Labelled, 0.95, line, evidence, []);

    public static Inferred<T> Found<T>(T value, int line, string evidence, double confidence = 0.85) =>
        new(value, InferenceStatus.Found, confidence, line, evidence, []);

    public static Inferred<T> FromText<T>(T value, int? line, string evidence, double confidence = 0.7) =>
        new(value, InferenceStatus.Inferred, confidence, line, evidence, []);

    public static Inferred<T> Absent<T>(string why) =>
        new(default, InferenceStatus.Absent, 0, null, why, []);
}

namespace NewsArchive.Quotes;

/// <summary>Words between quotation marks with who said them, where that is certain.</summary>
/// <param name="Start">UTF-16 offset of the first quoted character in the body.</param>
/// <param name="Cue">The verb or phrase that introduces the words, or null.</param>
public sealed record Quote(int Start, int End, string Text, string? Speaker, string? Cue, int Line)
{
    /// <summary>What stands beside the speaker and tells their office, such as “finance minister”; null where nothing
    /// does.</summary>
    public string? Role { get; init; }
}

namespace NewsArchive.Quotes;

/// <summary>Words between quotation marks with who said them, where that is certain.</summary>
/// <param name="Start">UTF-16 offset of the first quoted character in the body.</param>
/// <param name="Cue">The verb or phrase that introduces the words, or null.</param>
public sealed record Quote(int Start, int End, string Text, string? Speaker, string? Cue, int Line)
{
    /// <summary>What stands beside the speaker and tells their office, such as “finance minister”; null where nothing
    /// does.</summary>
    public string? Role { get; init; }

    /// <summary>The speaker is told by less than a verb beside the name, and may be another.</summary>
    public bool IsPerhaps { get; init; }
}

/// <summary>What tells who said something.</summary>
internal enum SpeakerClue
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>A verb of saying with a name beside it, behind the words or before them.</summary>
    VerbBehind, VerbBefore,

    /// <summary>The same with “he” or “she”.</summary>
    PronounBehind, PronounBefore,

    /// <summary>A name that stands farther from the verb.</summary>
    FarFromVerb,

    /// <summary>Whoever spoke last in the same paragraph.</summary>
    SameParagraph,

    /// <summary>Whoever left a paragraph before without closing it.</summary>
    LeftOpen,

    /// <summary>The paragraph before ends in a colon.</summary>
    Colon,

    /// <summary>Whoever spoke in the paragraph before, where this one is nothing but words.</summary>
    ParagraphBefore,

    /// <summary>The line below is a dash and a name.</summary>
    SignedBelow,
}

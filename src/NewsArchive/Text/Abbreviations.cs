using System.Text.RegularExpressions;

namespace NewsArchive.Text;

/// <summary>Words that are written with a stop which ends no sentence.</summary>
internal static partial class Abbreviations
{
    /// <summary>Before or after a person's name; an alternation of a pattern.</summary>
    public const string TitlePattern =
        "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Rev|Hon|St|Jr|Sr";

    private const string OtherPattern = @"No|vs|Inc|Corp|Ltd|Co|U\.S|U\.K";

    /// <summary>Characters of the longest, with the one before it and its stop.</summary>
    private const int Reach = 7;

    /// <summary>Whether the stop belongs to an abbreviation or to somebody's initial.</summary>
    public static bool HasStop(string text, int dot)
    {
        if (text[dot] != '.' || dot == 0) return false;
        var isInitial = char.IsUpper(text[dot - 1]) && (dot == 1 || !char.IsLetterOrDigit(text[dot - 2]));
        return isInitial || Abbreviated().IsMatch(text[Math.Max(0, dot - Reach)..(dot + 1)]);
    }

    [GeneratedRegex(@"(?:^|\W)(?:" + TitlePattern + "|" + OtherPattern + "|" + Months.ShortPattern + @")\.$")]
    private static partial Regex Abbreviated();
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsArchive.Text;

/// <summary>Strings of JSON as they are, however they were cut.</summary>
internal static partial class JsonStrings
{
    /// <summary>
    /// The value of a string, or of anything else what it is written as. Half of a pair of surrogates, which a program
    /// that cuts texts leaves behind, is U+FFFD: the reader of the platform refuses the whole string.
    /// </summary>
    public static string Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value.ToString();
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            using var mended = JsonDocument.Parse(HalfPair().Replace(value.GetRawText(), @"$1\uFFFD"));
            return mended.RootElement.GetString()!;
        }
    }

    /// <summary>An escaped surrogate without its other half; an even number of backslashes before it escapes nothing.</summary>
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)(?:\\u[Dd][89AaBb][0-9A-Fa-f]{2}(?!\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})"
        + @"|(?<!\\u[Dd][89AaBb][0-9A-Fa-f]{2})\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})")]
    private static partial Regex HalfPair();
}

using System.Collections.Frozen;
using System.Globalization;

namespace NewsArchive.Text;

/// <summary>What a language is called in fields that people fill in.</summary>
internal static class LanguageNames
{
    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(() =>
    {
        Dictionary<string, string> codes = new(StringComparer.OrdinalIgnoreCase);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.NeutralCultures)
            .Where(c => c.TwoLetterISOLanguageName.Length == 2 && c.Parent.Equals(CultureInfo.InvariantCulture)))
            foreach (var name in new[] { culture.EnglishName, culture.NativeName, culture.ThreeLetterISOLanguageName })
                codes.TryAdd(name, culture.TwoLetterISOLanguageName);
        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    });

    /// <summary>
    /// The code of two letters for a code of two or three letters, with or without a country (“de-AT”, “deu”), or for a
    /// name (“German”, “Deutsch”); null for what is none.
    /// </summary>
    public static string? Code(string written)
    {
        var part = written.Trim().Split(['-', '_'], 2)[0];
        if (part.Length == 2 && part.All(char.IsAsciiLetter)) return part.ToLowerInvariant();
        return Codes.Value.GetValueOrDefault(written.Trim()) ?? Codes.Value.GetValueOrDefault(part);
    }
}

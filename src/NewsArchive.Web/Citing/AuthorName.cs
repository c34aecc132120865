// Observation: reference managers sort by family names, and bylines state whole names, agencies and desks alike.
// Idea: the last word is the family name, with the small words before it and without “Jr.”; what has the words of a
// house or a desk, a digit, one word or no Latin letter is a name as a whole.
// Known failure: two family names of Spanish authors are told as one, “Kim Jong Un” as a Mr. Un.
using System.Collections.Frozen;
using NewsArchive.Text;

namespace NewsArchive.Web.Citing;

/// <param name="Given">Null for a name that has no parts.</param>
/// <param name="Suffix">Such as “Jr.”; null where there is none.</param>
public sealed record AuthorName(string Family, string? Given, string? Suffix)
{
    private static readonly FrozenSet<string> Particles = new[]
    {
        "van", "von", "vom", "zu", "zum", "zur", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos",
            "du",
        "la", "le", "las", "los", "bin", "ibn", "ben", "al", "el", "ter", "ten", "'t", "af", "av", "y", "e", "d'",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfHouses = new[]
    {
        "agency", "agencies", "associated", "board", "bureau", "central", "correspondent", "correspondents", "daily",
            "desk",
        "editor", "editorial", "editors", "international", "magazine", "media", "network", "news", "newsroom", "online",
        "post", "press", "radio", "redaktion", "reporter", "reporters", "service", "services", "staff", "team", "the",
        "times", "tv", "wire", "writer", "writers",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Suffixes =
        new[] { "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public bool IsWhole => Given is null;

    /// <summary>As it is read: given name first.</summary>
    public string Natural => string.Join(' ', new[] { Given, Family, Suffix }.OfType<string>());

    /// <summary>As it is sorted: family name first.</summary>
    public string Sorted => IsWhole ? Family : $"{Family}, {Given}{(Suffix is null ? "" : $", {Suffix}")}";

    /// <summary>Family name and initials.</summary>
    public string WithInitials => IsWhole ? Family : $"{Family}, {Initials}{(Suffix is null ? "" : $", {Suffix}")}";

    private string Initials => string.Join(' ', Given!.Split(' ').Select(name =>
        string.Join('-', name.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(part =>
            $"{char.ConvertFromUtf32(char.ConvertToUtf32(part, 0))}."))));

    /// <param name="source">The house that published the article.</param>
    public static AuthorName Of(string name, string? source)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        var isWhole = words.Count < 2 || name.Any(char.IsDigit) || !name.Any(char.IsAsciiLetter)
            || name.Any(char.IsSurrogate) || name.Equals(source, StringComparison.OrdinalIgnoreCase)
            || words.Exists(OfHouses.Contains) || Agencies.CreditedIn(name).Any();
        if (isWhole) return new(string.Join(' ', words), null, null);
        var suffix = words.Count > 2 && Suffixes.Contains(words[^1]) ? words[^1] : null;
        if (suffix is not null) words.RemoveAt(words.Count - 1);
        var family = words.Count - 1;
        while (family > 1 && Particles.Contains(words[family - 1])) family--;
        return new(string.Join(' ', words.Skip(family)), string.Join(' ', words.Take(family)).TrimEnd(','), suffix);
    }
}

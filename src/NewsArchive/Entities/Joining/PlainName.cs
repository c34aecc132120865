using System.Collections.Frozen;

namespace NewsArchive.Entities;

/// <summary>
/// A name without what differs from article to article: case, accents, dots of initials, the article before it, and the
/// legal form of a company, which is kept beside.
/// </summary>
/// <param name="Text">Words in their plainest form, with a space between.</param>
/// <param name="Form">Legal form that names a country's law, such as “plc”; empty where there is none.</param>
/// <param name="Generation">“jr”, “sr”, “ii”; empty where there is none.</param>
internal sealed record PlainName(string Text, string Form, string Generation)
{
    /// <summary>Legal forms, and which of them are one: a name under two of them is two houses.</summary>
    private static readonly FrozenDictionary<string, string> Forms = new Dictionary<string, string>
    {
        ["inc"] = "inc",
        ["incorporated"] = "inc",
        ["corp"] = "inc",
        ["corporation"] = "inc",
        ["llc"] = "inc",
        ["co"] = "",
        ["company"] = "",
        ["ltd"] = "",
        ["limited"] = "",
        ["pty"] = "",
        ["plc"] = "plc",
        ["ag"] = "ag",
        ["gmbh"] = "ag",
        ["nv"] = "nv",
        ["sa"] = "sa",
        ["spa"] = "spa",
        ["kk"] = "kk",
        ["oy"] = "oy",
        ["ab"] = "ab",
        ["asa"] = "asa",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Generations = new[] { "jr", "sr", "ii", "iii", "iv" }.ToFrozenSet();

    private static readonly FrozenSet<string> Joining = new[] { "and", "&", "the" }.ToFrozenSet();

    public string[] Words { get; } = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The family name of a person.</summary>
    public string Last => Words.Length == 0 ? "" : Words[^1];

    public bool IsSingle => Words.Length == 1;

    public static PlainName Of(string name, EntityKind kind)
    {
        // An agency's mark behind a company: “Chrysler Corp <C”.
        var mark = name.IndexOf('<', StringComparison.Ordinal);
        if (mark > 0) name = name[..mark];
        List<string> words = [];
        var spelled = "";
        foreach (var part in name.Replace('.', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = Plain(part);
            if (word.Length == 0) continue;
            // “J.K.”, “J K” and “JK” are written as one.
            if (word.Length == 1 && char.IsLetter(word[0]) && kind == EntityKind.Person)
            {
                words.Add(word);
                continue;
            }
            if (word.Length == 1 && char.IsLetter(word[0])) spelled += word;
            else
            {
                if (spelled.Length > 0) words.Add(spelled);
                spelled = "";
                if (kind == EntityKind.Person && part.Length is 2 or 3 && part.All(char.IsUpper) && words.Count == 0)
                    words.AddRange(word.Select(c => c.ToString()));
                else words.Add(word);
            }
        }
        if (spelled.Length > 0) words.Add(spelled);
        var (form, generation) = ("", "");
        if (kind == EntityKind.Person)
        {
            if (words.Count > 1 && Generations.Contains(words[^1]))
            {
                generation = words[^1];
                words.RemoveAt(words.Count - 1);
            }
        }
        else
        {
            while (words.Count > 1 && (Forms.ContainsKey(words[^1]) || Joining.Contains(words[^1])))
            {
                if (Forms.GetValueOrDefault(words[^1]) is { Length: > 0 } told) form = told;
                words.RemoveAt(words.Count - 1);
            }
            while (words.Count > 1 && words[0] == "the") words.RemoveAt(0);
            words.RemoveAll(w => w is "and" or "&");
        }
        return new(string.Join(' ', words), form, generation);
    }

    /// <summary>Whether a company's name ends in its legal form.</summary>
    public static bool HasForm(string name) =>
        name.Contains(' ', StringComparison.Ordinal) && Forms.ContainsKey(Plain(name[(name.LastIndexOf(' ') + 1)..]));

    private static string Plain(string part) =>
        NewsArchive.Text.Words.Fold(part).Trim('\'', '’', '"', '“', '”', '(', ')', '[', ']', ',', '<', '>', '-');
}

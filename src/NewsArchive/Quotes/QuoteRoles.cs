// Observation: news tells an office beside the speaker: “Finance Minister Kiichi Miyazawa said”, “said a spokesman”,
// “said John Smith, an analyst with Phillips & Drew”. Readers look for what ministers said, whatever they are called.
// Idea: between the quoted words and the verb that introduces them, or right behind the verb, a noun of office is the
// speaker's, with the word before it where that belongs to the title.
// Known failure: offices that are told elsewhere in the article, and every language but English.
using System.Collections.Frozen;
using NewsArchive.Text;

namespace NewsArchive.Quotes;

/// <summary>The office of whoever is quoted, as told beside the words.</summary>
public static class QuoteRoles
{
    private static readonly FrozenSet<string> Nouns = new[]
    {
        "minister", "spokesman", "spokeswoman", "spokesperson", "president", "chairman", "chairwoman", "chairperson",
        "chief", "executive", "secretary", "governor", "mayor", "analyst", "analysts", "economist", "economists",
        "official", "officials", "lawyer", "attorney", "judge", "director", "professor", "researcher", "researchers",
        "dealer", "dealers", "trader", "traders", "ambassador", "senator", "congressman", "congresswoman", "leader",
        "manager", "officer", "head", "treasurer", "banker", "bankers", "broker", "brokers", "doctor", "coach",
        "captain", "commissioner", "chancellor", "king", "queen", "prince", "bishop", "pope", "general", "admiral",
        "sheriff", "prosecutor", "diplomat", "diplomats", "source", "sources", "aide", "adviser", "advisor", "deputy",
        "founder", "owner", "editor", "author", "scientist", "scientists", "engineer", "farmer", "teacher", "witness",
        "witnesses", "resident", "residents", "mp", "ceo", "premier", "counsel", "inspector", "superintendent",
        "strategist", "consultant", "activist", "campaigner", "organiser", "organizer", "negotiator", "delegate",
        "delegates", "representative", "ministers", "leaders",
    }.ToFrozenSet();

    /// <summary>Words that never belong to a title before its noun.</summary>
    private static readonly FrozenSet<string> Apart = new[]
    {
        "the", "a", "an", "his", "her", "its", "their", "one", "another", "and", "of", "by", "for", "to", "in", "at",
        "said", "says", "told", "that", "who", "with", "as", "some", "many", "several", "other", "is", "was", "from",
        "former", "our", "my", "this", "no",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Pronouns = new[] { "he", "she", "they", "it", "we", "i" }.ToFrozenSet();

    /// <summary>Words after the verb among which an office still is the speaker's.</summary>
    private const int Behind = 7;

    /// <summary>UTF-16 units on either side that are looked at.</summary>
    private const int Around = 160;

    /// <param name="start">UTF-16 offset of the first quoted character in the body, and behind the last.</param>
    /// <returns>In lower case, such as “finance minister”; null where none is told.</returns>
    public static string? Of(string body, int start, int end, string? cue)
    {
        if (cue is null || Words.Tokenise(cue) is not [var verb, ..]) return null;
        var after = Sentence(body[end..Math.Min(body.Length, end + Around)]);
        if (Find(after, verb.Text, isBefore: false) is { } found) return found;
        var before = body[Math.Max(0, start - Around)..start];
        before = before[(before.LastIndexOfAny(['.', '\n', '”', '"', '!', '?'], Math.Max(0, before.Length - 3)) + 1)..];
        return Find(before, verb.Text, isBefore: true);
    }

    private static string Sentence(string text)
    {
        var end = text.IndexOfAny(['\n', '“', ';'], Math.Min(1, text.Length));
        return end < 0 ? text : text[..end];
    }

    private static string? Find(string text, string cue, bool isBefore)
    {
        var words = Words.Tokenise(text);
        var at = isBefore ? words.FindLastIndex(w => w.Text == cue) : words.FindIndex(w => w.Text == cue);
        if (at < 0 || (at > 0 && Pronouns.Contains(words[at - 1].Text.ToLowerInvariant()))) return null;
        var first = Math.Max(0, at - Behind);
        var last = isBefore ? at - 1 : Math.Min(words.Count - 1, at + Behind);
        for (var i = first; i <= last; i++)
        {
            var word = words[i].Text.ToLowerInvariant();
            if (i > at && (Apart.Contains(word) && word is "that" or "who" || Pronouns.Contains(word))) return null;
            if (!Nouns.Contains(word)) continue;
            // “chief executive”, “prime minister”: the longest run of nouns of office is one.
            while (i + 1 <= last && Nouns.Contains(words[i + 1].Text.ToLowerInvariant()) && i + 1 != at)
                word = $"{word} {words[++i].Text.ToLowerInvariant()}";
            var title = i - word.Count(c => c == ' ') - 1;
            return title >= first && title != at && words[title].Text is { Length: > 2 } belongs
                && !Apart.Contains(belongs.ToLowerInvariant()) && belongs.All(char.IsLetter)
                ? $"{belongs.ToLowerInvariant()} {word}" : word;
        }
        return null;
    }
}

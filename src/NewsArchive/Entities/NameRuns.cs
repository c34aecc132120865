namespace NewsArchive.Entities;

/// <summary>Runs of words written like names, and where one name in them ends and the next begins.</summary>
internal static class NameRuns
{
    public static bool IsNameWord(Token token) =>
        token.IsCapitalised && token.Text is not "I" && (token.Text.Length > 1 || token.Text is "X" or "Q");

    /// <summary>Last token of the run of capitalised words that begins at <paramref name="i"/>.</summary>
    public static int EndOfRun(string text, List<Token> tokens, int i)
    {
        var end = i;
        for (var j = i + 1; j < tokens.Count; j++)
        {
            var gap = text.AsSpan(tokens[j - 1].End, tokens[j].Start - tokens[j - 1].End);
            if (IsNameWord(tokens[j]) && !tokens[j].StartsSentence
                && (gap is " " || tokens[j - 1].Text is "-" or "&" && gap.IsEmpty))
            {
                end = j;
                continue;
            }
            if (tokens[j].IsWord && char.IsUpper(tokens[j].Text[0]) && tokens[j].Text.EndsWith('.') && gap is " ")
            {
                end = j;
                continue;
            }
            var joins = gap.IsEmpty && tokens[j].Text is "-"
                || gap is " "
                && (tokens[j].Text == "&" || NameCues.Particles.Contains(tokens[j].Text)
                || (tokens[j].Text is "of" or "for" && NameCues.OrganisationOf.Contains(tokens[j - 1].Text)));
            var joinsThe = gap is " " && tokens[j].Text == "the" && tokens[j - 1].Text == "of";
            if ((joins || joinsThe) && j + 1 < tokens.Count
                && (IsNameWord(tokens[j + 1]) || tokens[j + 1].Text == "the") && !tokens[j + 1].StartsSentence)
                continue;
            break;
        }
        return end;
    }

    /// <summary>
    /// Cuts a run into names: words of no name at its front, peoples before a title or a person, titles before a
    /// person.
    /// </summary>
    public static IEnumerable<(int First, int Last, bool Titled)> Parts(List<Token> tokens, int first, int last)
    {
        string Span(int a, int b) => string.Join(' ', Enumerable.Range(a, b - a + 1).Select(i => tokens[i].Text));
        if (Gazetteer.Find(Span(first, last)) is not null)
        {
            yield return (first, last, false);
            yield break;
        }
        while (first < last && tokens[first].StartsSentence && Gazetteer.IsCommonWord(tokens[first].Text)
            && !NameCues.Titles.Contains(tokens[first].Text)) first++;
        for (var i = first; i <= last; i++)
        {
            if (!NameCues.Titles.Contains(tokens[i].Text) || i == last) continue;
            var afterTitles = i;
            while (afterTitles < last && NameCues.Titles.Contains(tokens[afterTitles].Text)) afterTitles++;
            if (tokens[afterTitles].Text is "of" or "for" or "-" or "&") break;
            var strong = Enumerable.Range(i, afterTitles - i).Any(t => NameCues.StrongTitles.Contains(tokens[t].Text))
                || Gazetteer.IsGivenName(tokens[afterTitles].Text);
            if (!strong) continue;
            if (i > first)
                foreach (var part in Parts(tokens, first, i - 1))
                    yield return part;
            yield return (afterTitles, last, true);
            yield break;
        }
        // “Russian Dmitry Peskov”, “Britain's” and the like: a people or country before a given name is a name of its
        // own.
        if (first < last
            && Gazetteer.Find(tokens[first].Text)
            is { Kind: EntityKind.Group or EntityKind.Place or EntityKind.Organisation or EntityKind.Product }
            && Gazetteer.IsGivenName(tokens[first + 1].Text)
            && !Gazetteer.IsGivenName(tokens[first].Text))
        {
            yield return (first, first, false);
            first++;
        }
        yield return (first, last, false);
    }

    /// <summary>“VPNs”, “MPs”: things of a sort.</summary>
    public static bool IsPluralOfLetters(string text) =>
        text.Length > 2 && text[^1] == 's' && text[..^1].All(char.IsUpper) && Gazetteer.Find(text) is null;

    /// <summary>“virtual private network (VPN)”: letters that stand for plain words name nothing.</summary>
    public static bool IsExplainedAcronym(List<Token> tokens, int i)
    {
        if (!tokens[i].IsAcronym && !(tokens[i].Text.EndsWith('s') && tokens[i].Text[..^1].All(char.IsUpper)))
            return false;
        if (i == 0 || tokens[i - 1].Text != "(") return false;
        var letters = tokens[i].Text.TrimEnd('s');
        var words = letters.Length;
        if (i - 1 - words < 0) return false;
        for (var k = 0; k < words; k++)
        {
            var word = tokens[i - 1 - words + k];
            if (!word.IsWord || char.IsUpper(word.Text[0]) || char.ToUpperInvariant(word.Text[0]) != letters[k])
                return false;
        }
        return true;
    }

    /// <summary>“X (formerly known as …)”: a single letter that says of itself that it is a name.</summary>
    public static bool IsRenamed(List<Token> tokens, int i) =>
        i + 2 < tokens.Count && tokens[i + 1].Text == "(" && tokens[i + 2].Text is "formerly" or "previously";

    public static KnownName? FormerName(List<Token> tokens, int i)
    {
        for (var j = i + 3; j < Math.Min(tokens.Count, i + 7); j++)
            if (tokens[j].IsCapitalised && Gazetteer.Find(tokens[j].Text) is { } known) return known;
        return null;
    }

    /// <summary>In a line of capitals, capitals prove nothing.</summary>
    public static bool IsShouting(List<Token> tokens)
    {
        var words = tokens.Where(t => t.IsWord && t.Text.Length > 2 && char.IsLetter(t.Text[0])).ToList();
        return words.Count >= 4 && words.Count(w => char.IsUpper(w.Text[0])) >= 0.8 * words.Count;
    }

    /// <summary>“RIO DE JANEIRO” as the lists write it; the same string where it is written so already.</summary>
    public static string MixedCase(string text) => IsMixed(text) ? text : string.Join(' ',
        text.Split(' ').Select(word =>
        NameCues.Particles.Contains(word.ToLowerInvariant())
            ? word.ToLowerInvariant() : word.Length > 1 ? word[0] + word[1..].ToLowerInvariant() : word));

    /// <summary>No capital inside a word, and no particle (“De”) with one.</summary>
    private static bool IsMixed(string text)
    {
        var particles = NameCues.Particles.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[LongestParticle];
        foreach (var part in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan(part);
            foreach (var c in word.Length > 1 ? word[1..] : [])
                if (char.IsUpper(c)) return false;
            if (word.Length > 0 && word.Length <= LongestParticle && char.IsUpper(word[0])
                && particles.Contains(lower[..word.ToLowerInvariant(lower)])) return false;
        }
        return true;
    }

    /// <summary>Letters of the longest particle of names.</summary>
    private static readonly int LongestParticle = NameCues.Particles.Max(p => p.Length);
}

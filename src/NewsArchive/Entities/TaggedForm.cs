using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NewsArchive.Notation;

namespace NewsArchive.Entities;

/// <summary>Brings what the tagger marked to where a name begins and ends, and tells what is none.</summary>
internal static partial class TaggedForm
{
    /// <summary>Words that tell what somebody is, and are no part of the name, with or without a capital.</summary>
    private static readonly FrozenSet<string> Callings = NameCues.Roles.Concat(
        ("rapper singer songwriter frontman drummer guitarist dj newcomer newcomers comedian novelist playwright poet composer "
            + "footballer cricketer golfer boxer sprinter winger forward defender keeper skipper compatriot veteran rival teenager "
            + "veterans businessman billionaire entrepreneur whistleblower defendant suspect victim").Split(' ')).ToFrozenSet();

    private static readonly FrozenSet<string> NumberWords =
        ("One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve "
        + "Thirteen Fourteen Fifteen Twenty Thirty").Split(' ').ToFrozenSet();

    public static TaggedSpan Of(List<Token> tokens, TaggedSpan span)
    {
        // “James Capel (Far East) Ltd”, of which what stands in front of the bracket was left out.
        if (Closes(tokens, span) is { } open && open > 0 && tokens[open - 1].IsCapitalised
            && tokens[open].Start - tokens[open - 1].End == 1)
        {
            var first = open - 1;
            while (first > 0 && tokens[first - 1].IsCapitalised && tokens[first].Start - tokens[first - 1].End == 1
                && !tokens[first].StartsSentence) first--;
            span = span with { First = first };
        }
        // “Chrysler Corp <C”, “Hoover Co> and <Rowenta”: a mark behind a name ends it.
        for (var i = span.First + 1; i <= span.Last; i++)
            if (tokens[i].Text is "<" or ">" or "[" or "]" || tokens[i].Text is "(" && !IsClosed(tokens, i, span.Last)
                || tokens[i].Text is ")" && !IsOpen(tokens, span.First, i))
                span = span with { Last = i - 1 };
        while (span.First <= span.Last && !tokens[span.First].IsWord) span = span with { First = span.First + 1 };
        while (span.First <= span.Last && !tokens[span.Last].IsWord && tokens[span.Last].Text != ")")
            span = span with { Last = span.Last - 1 };
        if (span.Kind == TagKind.Organisation)
            while (span.First < span.Last
                && tokens[span.First].Text is "of" or "and" or "for") span = span with { First = span.First + 1 };
        if (span.Kind == TagKind.Person)
            for (var i = span.Last - 1; i >= span.First; i--)
                // “U2 frontman Bono”, “Rapper Eminem”
                if (Callings.Contains(i == span.First ? tokens[i].Text.ToLowerInvariant() : tokens[i].Text)
                    && !NameCues.Titles.Contains(tokens[i].Text)) return span with { First = i + 1 };
        return span;
    }

    /// <summary>The bracket before a span that one in it closes.</summary>
    private static int? Closes(List<Token> tokens, TaggedSpan span)
    {
        const int Reach = 4;
        for (var i = span.First; i <= span.Last; i++)
        {
            if (tokens[i].Text == "(") return null;
            if (tokens[i].Text != ")") continue;
            for (var k = span.First - 1; k >= Math.Max(0, span.First - Reach); k--)
                if (tokens[k].Text == "(") return k;
            return null;
        }
        return null;
    }

    private static bool IsClosed(List<Token> tokens, int open, int last)
    {
        for (var i = open + 1; i <= last; i++)
            if (tokens[i].Text == ")") return true;
        return false;
    }

    private static bool IsOpen(List<Token> tokens, int first, int close)
    {
        for (var i = first; i < close; i++)
            if (tokens[i].Text == "(") return true;
        return false;
    }

    /// <summary>
    /// A party and state (“R-Texas”), a day (“April One”), the legal form of a company by itself, the sign of a share
    /// (“&lt;GM&gt;”), a letter.
    /// </summary>
    public static bool IsNone(List<Token> tokens, TaggedSpan span)
    {
        var (first, last) = (tokens[span.First].Text, tokens[span.Last].Text);
        if (span.First == span.Last)
            return NameCues.CompanySuffixes.Contains(first) || PartyAndState().IsMatch(first)
                || first.Length == 1 && first is not ("X" or "Q")
                || IsShareSign(tokens, span.First) && !first.Any(char.IsLower) && Gazetteer.Find(first) is null;
        // “Minister of Justice” without whoever is it.
        if (NameCues.Titles.Contains(first) && tokens[span.First + 1].Text == "of"
            && !NameCues.OrganisationOf.Contains(first)
            && span.Kind != TagKind.Person) return true;
        return span.Last == span.First + 1 && IsDay(first, last)
            || span.Last <= span.First + 3 && first is "R" or "D" or "I" && tokens[span.First + 1].Text == "-";
    }

    /// <summary>“April One”, as wires write it.</summary>
    public static bool IsDay(string first, string last) =>
        DatePattern.IsMonthOrWeekday(first) && NumberWords.Contains(last);

    private static bool IsShareSign(List<Token> tokens, int at) =>
        at > 0 && tokens[at - 1].Text == "<" && at + 1 < tokens.Count && tokens[at + 1].Text is ">" or ".";

    /// <summary>“Phillips and Drew”</summary>
    public static bool JoinsTwo(List<Token> tokens, int first, int last)
    {
        for (var i = first + 1; i < last; i++)
            if (tokens[i].Text is "and" or "&") return true;
        return false;
    }

    [GeneratedRegex(@"^[RDI]-\p{Lu}")]
    private static partial Regex PartyAndState();
}

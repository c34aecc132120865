// Observation: news marks words as said by quotation marks and a verb of saying next to a subject, before or after.
// Idea: take what stands between marks; look for the verb after it, else before it in the same sentence; the subject is
// the name or pronoun next to the verb. “He” and “she” are the person named last. No verb near, and few words: no
// quote.
// Known failure: a subject far from its verb, and roles (“the spokesman”) that no name in the article explains.
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Entities;
using NewsArchive.Lines;
using NewsArchive.Text;

namespace NewsArchive.Quotes;

internal static partial class QuoteFinder
{
    /// <summary>Quoted words from which a passage counts as speech even without a verb of saying beside it.</summary>
    private const int SpeechWords = 5;

    /// <summary>Words of a whole sentence that follows a quote with a speaker in the same paragraph.</summary>
    private const int FollowingWords = 3;

    /// <summary>Words that may stand between a verb of saying and one or two quoted words.</summary>
    private const int NearWords = 3;

    /// <summary>UTF-16 units after a quote in which its verb is looked for.</summary>
    private const int After = 120;

    private sealed record Subject(string? Name, bool IsPronoun);

    /// <summary>Countries speak in the news; known towns are where somebody does.</summary>
    public static ImmutableArray<Quote> Find(ReadingText reading, ImmutableArray<Entity> entities)
    {
        var mentions = entities
            .Where(e =>
            e.Kind is EntityKind.Person or EntityKind.Organisation or EntityKind.Product
                || e.Kind == EntityKind.Place && Gazetteer.Find(e.Name) is not { Type: NameType.City })
            .SelectMany(e => e.Mentions.Select(m => (Mention: m, Entity: e)))
            .OrderBy(m => m.Mention.Start).ToList();
        var quotes = ImmutableArray.CreateBuilder<Quote>();
        string? openSpeaker = null;
        foreach (var passage in reading.Passages)
        {
            var continues = openSpeaker is not null && passage.Text is ['“' or '"', ..];
            var open = false;
            foreach (Match m in Marks().Matches(passage.Text))
            {
                var inner = m.Groups["text"];
                open = m.Groups["open"].Success;
                if (Attribute(passage, m, mentions) is { } said)
                    quotes.Add(new(passage.Start + inner.Index, passage.Start + inner.Index + inner.Length, inner.Value,
                        said.Speaker, said.Cue, passage.Paragraph.Line));
                else if (Words.Count(inner.Value) >= FollowingWords && IsSentence(inner.Value)
                    && SameParagraph(quotes, passage) is { } same)
                    quotes.Add(new(passage.Start + inner.Index, passage.Start + inner.Index + inner.Length, inner.Value,
                        same, null, passage.Paragraph.Line));
                else if (Words.Count(inner.Value) >= SpeechWords && (continues || m.Index == 0 || open))
                    quotes.Add(new(passage.Start + inner.Index, passage.Start + inner.Index + inner.Length, inner.Value,
                        continues ? openSpeaker : SameParagraph(quotes, passage), null, passage.Paragraph.Line));
                else if (Words.Count(inner.Value) >= SpeechWords && char.IsLower(inner.Value[0])
                    && SameParagraph(quotes, passage) is { } speaker)
                    quotes.Add(new(passage.Start + inner.Index, passage.Start + inner.Index + inner.Length, inner.Value,
                        speaker, null, passage.Paragraph.Line));
            }
            // A paragraph whose last quotation is not closed is continued by the next one that opens with a mark.
            openSpeaker = open && quotes.Count > 0 ? quotes[^1].Speaker : null;
        }
        return [.. quotes.Select(q => q with { Role = QuoteRoles.Of(reading.Body, q.Start, q.End, q.Cue) })];
    }

    private static bool IsSentence(string words) => char.IsUpper(words[0]) && words[^1] is '.' or '!' or '?';

    private static string? SameParagraph(ImmutableArray<Quote>.Builder quotes, Passage passage) =>
        quotes.Count > 0 && quotes[^1].Start >= passage.Start ? quotes[^1].Speaker : null;

    private static (string? Speaker, string Cue)? Attribute(
        Passage passage, Match quote, List<(Mention Mention, Entity Entity)> mentions)
    {
        var text = passage.Text;
        var words = Words.Count(quote.Groups["text"].Value);
        var endsSentence = quote.Groups["text"].Value is [.., '.' or '!' or '?'];
        var tail = text[(quote.Index + quote.Length)..Math.Min(text.Length, quote.Index + quote.Length + After)];
        if (!endsSentence || quote.Groups["text"].Value[^1] != '.')
            if (CueAfter(tail) is { } after && !after.Cue.EndsWith("ing", StringComparison.Ordinal))
            {
                var at = passage.Start + quote.Index + quote.Length + after.At;
                var subject = SubjectIn(after.Subject, at, mentions);
                if (subject is not null || words >= SpeechWords)
                    return (subject is null ? null : Resolve(subject, passage, passage.Start + quote.Index, mentions),
                        after.Cue);
            }
        var from = Sentences.StartBefore(text, quote.Index);
        var head = text[from..quote.Index];
        var cue = Cue().Matches(head) is { Count: > 0 } cues ? cues[^1] : null;
        if (cue is null) return null;
        if (words < 3 && Words.Count(head[(cue.Index + cue.Length)..]) > NearWords) return null;
        // “adding that”, “calling it”: the subject is that of the main verb before it.
        var main = cue;
        while (main.Value.EndsWith("ing", StringComparison.Ordinal) && main.PreviousIn(head) is { } earlier)
            main = earlier;
        var before = head[..main.Index];
        var speaker = LastSubject(before, passage.Start + from, mentions);
        if (speaker is null && main.Value is "according to"
            && FirstMention(head[(main.Index + main.Length)..], passage.Start + from + main.Index + main.Length,
            mentions) is { } accordingTo)
            speaker = new(accordingTo, false);
        if (speaker is null && main.Value.EndsWith("ing", StringComparison.Ordinal)) speaker = new(null, true);
        var name = speaker is null ? null : Resolve(speaker, passage, passage.Start + from, mentions);
        return name is null && words < 3 ? null : (name, cue.Value);
    }

    /// <summary>
    /// Longest subject before its verb, apposition between commas, and subject after its verb; in UTF-16 units.
    /// </summary>
    private const int LongestSubject = 60, LongestApposition = 80, LongestAfterVerb = 90;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CueLookup =
        SpeechVerbs.Of(SpeechVerbs.Pattern).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Small words between a subject and its verb.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SmallWords =
        new[] { "has", "have", "had", "also", "later", "then", "further", "who" }.ToFrozenSet()
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The verb of saying and its subject right after a quote: “said Jane Doe”, “Jane Doe, a teacher, has said”. Read
    /// word by word: as one expression it went back and forth over every position.
    /// </summary>
    private static (string Cue, string Subject, int At)? CueAfter(string tail)
    {
        var at = 0;
        if (at < tail.Length && tail[at] is ',' or '.' or '!' or '?') at++;
        while (at < tail.Length && tail[at] == ' ') at++;
        if (at < tail.Length && tail[at] is ',' or '—' or '–' or '-') at++;
        while (at < tail.Length && tail[at] == ' ') at++;
        var first = WordAt(tail, at);
        if (CueLookup.Contains(first))
        {
            var from = at + first.Length;
            while (from < tail.Length && tail[from] == ' ') from++;
            var end = from;
            while (end < tail.Length && end - from < LongestAfterVerb && (tail[end] == ',' || !EndsSubject(tail, end)))
                end++;
            return from > at + first.Length && end - from >= 2 ? (first.ToString(), tail[from..end], from) : null;
        }
        var start = at;
        while (at < tail.Length && at - start <= LongestSubject + 10)
        {
            if (tail[at] == ',')
            {
                // “Jane Doe, a teacher at the school, said”: the verb comes right after the second comma.
                var subject = tail[start..at];
                var close = at + 1;
                while (close < tail.Length && close - at < LongestApposition && !EndsSubject(tail, close)) close++;
                if (close >= tail.Length || tail[close] != ',' || close - at < 3) return null;
                return VerbAt(tail, close + 1) is { } verb ? (verb, subject, start) : null;
            }
            if (EndsSubject(tail, at)) return null;
            if (tail[at] != ' ')
            {
                at++;
                continue;
            }
            if (at > start && at - start <= LongestSubject && VerbAt(tail, at) is { } cue)
                return (cue, tail[start..at], start);
            at++;
        }
        return null;
    }

    /// <summary>A verb of saying after a space and at most one small word.</summary>
    private static string? VerbAt(string text, int at)
    {
        if (at >= text.Length || text[at] != ' ') return null;
        var word = WordAt(text, at + 1);
        if (CueLookup.Contains(word)) return word.ToString();
        if (!SmallWords.Contains(word) || at + 1 + word.Length >= text.Length || text[at + 1 + word.Length] != ' ')
            return null;
        var next = WordAt(text, at + 2 + word.Length);
        return CueLookup.Contains(next) ? next.ToString() : null;
    }

    private static ReadOnlySpan<char> WordAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        return text.AsSpan(Math.Min(at, text.Length), end - Math.Min(at, end));
    }

    /// <summary>A stop after a title or an initial ends no subject.</summary>
    private static bool EndsSubject(string text, int at) => text[at] switch
    {
        ',' or ';' or ':' or '“' or '”' or '"' or '(' or ')' => true,
        '.' => !Abbreviations.HasStop(text, at),
        _ => false,
    };

    private static Match? PreviousIn(this Match cue, string head) =>
        Cue().Matches(head[..cue.Index]) is { Count: > 0 } earlier ? earlier[^1] : null;

    /// <summary>
    /// The subject next before the verb: a name or pronoun; a plain noun nearer to the verb hides names before it.
    /// </summary>
    private static Subject? LastSubject(string before, int offset, List<(Mention Mention, Entity Entity)> mentions)
    {
        var pronoun = Pronoun().Matches(before) is { Count: > 0 } pronouns ? pronouns[^1] : null;
        var role = Role().Matches(before) is { Count: > 0 } roles ? roles[^1] : null;
        var last = mentions.LastOrDefault(m => m.Mention.Start >= offset && m.Mention.End <= offset + before.Length);
        var nameAt = last.Entity is null ? -1 : last.Mention.Start - offset;
        // “Telegram founder Pavel Durov”: the person, not the house before; “Jane Doe of the Ministry said”: the
        // person, too.
        var person =
            mentions.LastOrDefault(m =>
                m.Entity.Kind == EntityKind.Person && m.Mention.Start >= offset
                    && m.Mention.End <= offset + before.Length);
        if (person.Entity is not null && last.Entity != person.Entity
            && before[(person.Mention.End - offset)..].Length < 60
            && !before[(person.Mention.End - offset)..].Contains(". ", StringComparison.Ordinal))
            (last, nameAt) = (person, person.Mention.Start - offset);
        if (pronoun is not null && pronoun.Index > nameAt && (role is null || pronoun.Index > role.Index))
            return new(null, true);
        if (role is not null && role.Index > nameAt) return null;
        return last.Entity is null ? null : new(last.Entity.Name, false);
    }

    private static Subject? SubjectIn(string words, int at, List<(Mention Mention, Entity Entity)> mentions)
    {
        if (PronounOnly().IsMatch(words.Trim())) return new(null, true);
        var inside = mentions.Where(m => m.Mention.Start >= at && m.Mention.End <= at + words.Length).ToList();
        if (inside.Count == 0) return null;
        var comma = words.IndexOf(',', StringComparison.Ordinal);
        var person = inside.Find(m => m.Entity.Kind == EntityKind.Person);
        if (person.Entity is not null) return new(person.Entity.Name, false);
        return comma < 0 || inside[0].Mention.Start < at + comma ? new(inside[0].Entity.Name, false) : null;
    }

    private static string? FirstMention(string words, int at, List<(Mention Mention, Entity Entity)> mentions) =>
        mentions.FirstOrDefault(m => m.Mention.Start >= at && m.Mention.End <= at + words.Length).Entity?.Name;

    /// <summary>
    /// A pronoun is the person named last before the sentence; in an article that quotes none, nobody.
    /// </summary>
    private static string? Resolve(
        Subject subject, Passage passage, int before, List<(Mention Mention, Entity Entity)> mentions) =>
        !subject.IsPronoun ? subject.Name
            : mentions.LastOrDefault(m =>
            m.Entity.Kind == EntityKind.Person && m.Mention.End <= before
                && m.Mention.Start > passage.Start - MaxReach).Entity?.Name;

    /// <summary>How far back, in UTF-16 units, a pronoun may reach.</summary>
    private const int MaxReach = 900;

    /// <summary>
    /// Curly, straight, German and French marks; the last one may lack its end where the speech goes on in the next
    /// paragraph.
    /// </summary>
    [GeneratedRegex("“(?<text>[^“”]{2,}?)”|\"(?<text>[^\"]{2,}?)\"|„(?<text>[^„“”]{2,}?)[“”]"
        + "|«\\s?(?<text>[^«»]{2,}?)\\s?»|(?<![\\p{L}\\d])‘(?<text>[^‘]{12,}?)’(?![\\p{L}\\d])"
        + "|(?<open>)[“\"](?<text>[^“”\"]{20,})$|``\\s?(?<text>(?:(?!``).){2,4000}?)\\s?''")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b(?<cue>according to|[Aa]ccording to|" + SpeechVerbs.Pattern + @")\b")]
    private static partial Regex Cue();

    [GeneratedRegex(@"\b(?:[Hh]e|[Ss]he)\b")]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?:and\s+)?(?:[Hh]e|[Ss]he)$")]
    private static partial Regex PronounOnly();

    [GeneratedRegex(@"\b(?:[Tt]he|[Aa]|[Aa]n|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Aa]nother)\s(?:\p{Ll}+\s){0,2}(?:company"
        + @"|spokesman|spokeswoman|spokesperson|official|officials|statement|report|ministry|government|minister"
        + @"|president|source|sources|group|agency|witness|resident|police|firm|source|lawyer|judge|court|team)\b"
        + @"|\b(?:[Tt]hey|[Ww]e|[Ii]t|[Ww]hich)\b")]
    private static partial Regex Role();
}

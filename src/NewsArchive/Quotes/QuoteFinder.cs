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

internal sealed partial class QuoteFinder
{
    /// <summary>Quoted words from which a passage counts as speech even without a verb of saying beside it.</summary>
    private const int SpeechWords = 5;

    /// <summary>Words of a whole sentence that follows a quote with a speaker in the same paragraph.</summary>
    private const int FollowingWords = 3;

    /// <summary>Words that may stand between a verb of saying and one or two quoted words.</summary>
    private const int NearWords = 3;

    /// <summary>UTF-16 units after a quote in which its verb is looked for.</summary>
    private const int After = 120;

    /// <param name="IsShe">Of a pronoun; null where it does not tell.</param>
    private sealed record Subject(string? Name, bool IsPronoun, bool? IsShe = null);

    private readonly ReadingText reading;
    private readonly SpeechCues cues;

    /// <summary>Countries speak in the news; known towns are where somebody does.</summary>
    private readonly List<(Mention Mention, Entity Entity)> mentions;

    private readonly ImmutableArray<Quote>.Builder quotes = ImmutableArray.CreateBuilder<Quote>();

    /// <summary>What the quote before had, and the one whose paragraph was left without closing it.</summary>
    private Said last = Said.ByNobody, open = Said.ByNobody;

    private QuoteFinder(ReadingText reading, ImmutableArray<Entity> entities, SpeechCues cues)
    {
        (this.reading, this.cues) = (reading, cues);
        mentions = entities
            .Where(e =>
            e.Kind is EntityKind.Person or EntityKind.Organisation or EntityKind.Product
                || e.Kind == EntityKind.Place && Gazetteer.Find(e.Name) is not { Type: NameType.City })
            .SelectMany(e => e.Mentions.Select(m => (Mention: m, Entity: e)))
            .OrderBy(m => m.Mention.Start).ToList();
    }

    /// <param name="language">Whose verbs of saying and pronouns are looked for; English where they are not known.</param>
    public static ImmutableArray<Quote> Find(ReadingText reading, ImmutableArray<Entity> entities, string? language) =>
        new QuoteFinder(reading, entities, SpeechCues.Of(language)).Find();

    private ImmutableArray<Quote> Find()
    {
        var isOpen = false;
        for (var p = 0; p < reading.Passages.Length; p++)
        {
            var passage = reading.Passages[p];
            var continues = isOpen && passage.Text is ['“' or '"', ..];
            var firstOfPassage = quotes.Count;
            isOpen = false;
            foreach (Match m in Marks().Matches(passage.Text))
            {
                isOpen = m.Groups["open"].Success;
                var same = quotes.Count > firstOfPassage ? quotes[^1] : null;
                if (Told(p, m, same, continues, isOpen) is not { } said) continue;
                Add(passage, m.Groups["text"], Followed(said, p, m.Index), same);
            }
            // A paragraph whose last quotation is not closed is continued by the next one that opens with a mark.
            if (isOpen) open = last;
            if (quotes.Count == firstOfPassage) last = Said.ByNobody;
        }
        return [.. quotes.Select(q => q with { Role = QuoteRoles.Of(reading.Body, q.Start, q.End, q.Cue) })];
    }

    private void Add(Passage passage, Group words, Said said, Quote? same)
    {
        quotes.Add(new(passage.Start + words.Index, passage.Start + words.Index + words.Length, words.Value, said.Name,
            said.Cue, passage.Paragraph.Line)
        {
            IsPerhaps = said.Name is not null && (said.IsPerhaps
                || said.Clue is SpeakerClue.FarFromVerb or SpeakerClue.ParagraphBefore
                || said.Clue == SpeakerClue.SameParagraph && same?.IsPerhaps == true),
        });
        last = said with { IsPerhaps = quotes[^1].IsPerhaps };
    }

    /// <summary>What tells who said the words; null for words that nobody said.</summary>
    /// <param name="same">The quote before in the paragraph.</param>
    /// <param name="continues">The paragraph goes on with what the one before left open.</param>
    private Said? Told(int p, Match m, Quote? same, bool continues, bool isOpen)
    {
        var (passage, before) = (reading.Passages[p], p > 0 ? reading.Passages[p - 1] : null);
        var text = m.Groups["text"].Value;
        var words = Words.Count(text);
        var said = Attribute(passage, m);
        if (said is null or { Name: null } && LeadIn(passage, before, m) is { } lead
            && (said is null || lead.Name is not null)) said = lead;
        if (said is not (null or { Name: null, Cue: null })) return said;
        if (words >= FollowingWords && (IsSentence(text) || words >= SpeechWords && char.IsLower(text[0]))
            && same?.Speaker is { } speaker)
        {
            // Where somebody else is named between, it may be theirs; a part of a sentence then mostly is.
            var isOther = IsNamed(same.End, passage.Start + m.Index, speaker, isShe: null);
            return isOther && !IsSentence(text) ? said
                : new(speaker, null, SpeakerClue.SameParagraph) { IsPerhaps = isOther };
        }
        if (words < SpeechWords || !(continues || m.Index == 0 || isOpen)) return said;
        if (continues) return open with { Cue = null, Clue = SpeakerClue.LeftOpen };
        if (same is not null) return new(same.Speaker, null, SpeakerClue.SameParagraph);
        return SignedBelow(passage, m, p + 1 < reading.Passages.Length ? reading.Passages[p + 1] : null)
            ?? GoesOn(passage, m, before) ?? said ?? Said.ByNobody;
    }

    /// <summary>“He added”: whoever spoke just before goes on, and else it is the person named last, perhaps.</summary>
    private Said Followed(Said said, int p, int mark)
    {
        if (said.Clue is not (SpeakerClue.PronounBehind or SpeakerClue.PronounBefore)) return said;
        var passage = reading.Passages[p];
        if (last.Name is { } speaking && quotes.Count > 0
            && quotes[^1].Start >= (p > 0 ? reading.Passages[p - 1] : passage).Start
            && mentions.Exists(m => m.Entity.Name == speaking && m.Entity.Kind == EntityKind.Person)
            && PersonGender.Fits(speaking, said.IsShe)
            // Whoever was named since may be meant as well.
            && !IsNamed(quotes[^1].End, passage.Start + mark, speaking, said.IsShe)) return said with { Name = speaking };
        return said with
        {
            IsPerhaps = IsNamed(passage.Start - MaxReach, passage.Start + passage.Text.Length, said.Name, said.IsShe),
        };
    }

    /// <summary>Whether a person other than one is named in a stretch of the body who can be “he”, or “she”.</summary>
    private bool IsNamed(int from, int to, string? other, bool? isShe) => mentions.Exists(m =>
        m.Entity.Kind == EntityKind.Person && m.Entity.Name != other && m.Mention.Start >= from && m.Mention.End <= to
            && PersonGender.Fits(m.Entity.Name, isShe));

    /// <summary>Who said it, by which verb, and what tells it.</summary>
    /// <param name="IsShe">Of a pronoun; null where it does not tell.</param>
    private sealed record Said(string? Name, string? Cue, SpeakerClue Clue, bool? IsShe = null)
    {
        public static readonly Said ByNobody = new(null, null, SpeakerClue.None);

        public bool IsPerhaps { get; init; }
    }

    /// <summary>“Cruz continued:”, and in the next paragraph what he said; “Philip Bump: “…””.</summary>
    private Said? LeadIn(Passage passage, Passage? before, Match quote)
    {
        var head = passage.Text[..quote.Index].TrimEnd();
        var of = passage;
        if (head.Length == 0 && before is not null) (head, of) = (before.Text.TrimEnd(), before);
        if (head is not [.., ':'] || of != passage && head.Length > LongestLeadIn) return null;
        var from = Sentences.StartBefore(head, head.Length - 1);
        var sentence = head[from..^1];
        var inside = mentions.FindAll(m => m.Mention.Start >= of.Start + from
            && m.Mention.End <= of.Start + head.Length);
        if (inside.Count == 0) return null;
        // “Philip Bump:” alone, or “Trump, on the wall:” with nothing but the name in front.
        if (cues.Cue.Matches(sentence) is { Count: > 0 } verbs)
        {
            var speaker = FirstSubject(sentence[..verbs[^1].Index], of.Start + from);
            return speaker is null ? null : Resolved(speaker, of, of.Start + from, verbs[^1].Value,
                SpeakerClue.Colon, SpeakerClue.PronounBefore);
        }
        // “Philip Bump:” and “The Chronicle reports:”
        var (mention, entity) = inside[^1];
        var behind = of.Text[(mention.End - of.Start)..(from + sentence.Length)].Trim();
        if (behind.Length == 0 && entity.Kind == EntityKind.Person || VerbAlone().IsMatch(behind))
            return new(entity.Name, null, SpeakerClue.Colon);
        var issuer = inside.Find(m => m.Entity.Kind == EntityKind.Person).Entity;
        return issuer is not null && Statement().IsMatch(sentence) ? new(issuer.Name, null, SpeakerClue.Colon) : null;
    }

    /// <summary>UTF-16 units of a paragraph that does nothing but introduce the next.</summary>
    private const int LongestLeadIn = 400;

    /// <summary>“… ― Pamela Padilla” behind the words, with nothing after.</summary>
    private Said? Signed(Passage passage, Match quote)
    {
        var end = quote.Index + quote.Length;
        if (SignatureDash().Match(passage.Text[end..]) is not { Success: true } dash) return null;
        var at = passage.Start + end + dash.Length;
        var signed = mentions.Find(m => m.Mention.Start == at && m.Entity.Kind == EntityKind.Person);
        return signed.Entity is { } by && LineEnd().IsMatch(passage.Text[(signed.Mention.End - passage.Start)..])
            ? new(by.Name, null, SpeakerClue.SignedBelow) : null;
    }

    /// <summary>“- Bernie Sanders.” below the words.</summary>
    private Said? SignedBelow(Passage passage, Match quote, Passage? next)
    {
        if (next is null || !IsWhole(passage, quote) || next.Text is not ['-' or '–' or '—', ' ', ..]) return null;
        var signed = mentions.Find(m => m.Mention.Start >= next.Start && m.Mention.Start <= next.Start + 3);
        return signed.Entity is { } by && next.Text.Length - (signed.Mention.End - next.Start) < 40
            ? new(by.Name, null, SpeakerClue.SignedBelow) : null;
    }

    /// <summary>A paragraph that is nothing but words goes on with what was said in the one before.</summary>
    private Said? GoesOn(Passage passage, Match quote, Passage? before) =>
        before is not null && last.Name is not null && IsWhole(passage, quote) && quotes.Count > 0
            && quotes[^1].Start >= before.Start
            ? new(last.Name, null, SpeakerClue.ParagraphBefore) : null;

    private static bool IsWhole(Passage passage, Match quote) =>
        quote.Index == 0 && passage.Text.Length - quote.Length <= 2;

    private Said Resolved(
        Subject subject, Passage passage, int before, string cue, SpeakerClue named, SpeakerClue pronoun) =>
        new(Resolve(subject, passage, before), cue, subject.IsPronoun ? pronoun : named, subject.IsShe);

    private static bool IsSentence(string words) => char.IsUpper(words[0]) && words[^1] is '.' or '!' or '?';

    /// <summary>By a verb behind the words or before them.</summary>
    private Said? Attribute(Passage passage, Match quote)
    {
        var text = passage.Text;
        var words = Words.Count(quote.Groups["text"].Value);
        var endsSentence = quote.Groups["text"].Value is [.., '.' or '!' or '?'];
        var tail = text[(quote.Index + quote.Length)..Math.Min(text.Length, quote.Index + quote.Length + After)];
        if (!endsSentence || quote.Groups["text"].Value[^1] != '.')
            if (CueAfter(tail) is { } after && !after.Cue.EndsWith("ing", StringComparison.Ordinal))
            {
                var at = passage.Start + quote.Index + quote.Length + after.At;
                var subject = SubjectIn(after.Subject, at);
                if (subject is not null || words >= SpeechWords)
                    return subject is null ? new(null, after.Cue, SpeakerClue.None)
                        : Resolved(subject, passage, passage.Start + quote.Index, after.Cue,
                            SpeakerClue.VerbBehind,
                            SpeakerClue.PronounBehind);
            }
        if (Signed(passage, quote) is { } signed) return signed;
        var from = Sentences.StartBefore(text, quote.Index);
        var head = text[from..quote.Index];
        var cue = cues.Cue.Matches(head) is { Count: > 0 } verbs ? verbs[^1] : null;
        if (cue is null) return null;
        if (words < 3 && Words.Count(head[(cue.Index + cue.Length)..]) > NearWords) return null;
        // “adding that”, “calling it”, “and said”: the subject is that of the main verb before it.
        var main = cue;
        while ((main.Value.EndsWith("ing", StringComparison.Ordinal) || SharesSubject().IsMatch(head[..main.Index]))
            && PreviousIn(main, head) is { } earlier)
            main = earlier;
        var before = head[..main.Index];
        if (AlsoNoun().IsMatch(main.Value) && !VerbPlace().IsMatch(before)) return words < 3 ? null : new(null, null,
            SpeakerClue.None);
        // “Sanders was asked by host Bill Maher”
        if (PassiveBy().Match(head[(main.Index + main.Length)..]) is { Success: true }
            && FirstMention(head[(main.Index + main.Length)..], passage.Start + from + main.Index + main.Length) is { } by)
            return new(by, cue.Value, SpeakerClue.FarFromVerb);
        var speaker = cue.Value.EndsWith("ing", StringComparison.Ordinal)
            ? FirstSubject(before, passage.Start + from) : LastSubject(before, passage.Start + from);
        speaker ??= EndsWithWord().Match(before) is { Success: true } word ? ByWords(word.Value) : null;
        if (speaker is null && main.Value is "according to" or "According to"
            && FirstMention(head[(main.Index + main.Length)..], passage.Start + from + main.Index + main.Length)
            is { } accordingTo)
            speaker = new(accordingTo, false);
        if (speaker is null && main.Value.EndsWith("ing", StringComparison.Ordinal)) speaker = new(null, true);
        if (speaker is null) return words < 3 ? null : new(null, cue.Value, SpeakerClue.None);
        var said = Resolved(speaker, passage, passage.Start + from, cue.Value,
            IsBeside(before, speaker, passage.Start + from)
                ? SpeakerClue.VerbBefore : SpeakerClue.FarFromVerb,
            SpeakerClue.PronounBefore);
        return said.Name is null && words < 3 ? null : said;
    }

    /// <summary>Words between a name and its verb: an office, “also”, a place of the speech.</summary>
    private const int BesideWords = 4;

    /// <summary>Whether little stands between a name and its verb.</summary>
    private bool IsBeside(string before, Subject subject, int offset)
    {
        var at = mentions.FindLast(m => m.Entity.Name == subject.Name && m.Mention.Start >= offset
            && m.Mention.End <= offset + before.Length);
        if (at.Entity is null) return subject.IsPronoun || before.Length == 0;
        var between = before[(at.Mention.End - offset)..];
        // “Jane Doe, a teacher at the school,”
        if (between is [',', .., ','] or [',', .., ',', ' ']) return true;
        return Words.Count(between) <= BesideWords;
    }

    /// <summary>
    /// Longest subject before its verb, apposition between commas, and subject after its verb; in UTF-16 units.
    /// </summary>
    private const int LongestSubject = 60, LongestApposition = 80, LongestAfterVerb = 90;

    /// <summary>UTF-16 units of a bracket behind a name: party and state.</summary>
    private const int LongestBracket = 30;

    /// <summary>Small words between a subject and its verb.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SmallWords =
        new[] { "has", "have", "had", "also", "later", "then", "further", "who" }.ToFrozenSet()
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The verb of saying and its subject right after a quote: “said Jane Doe”, “Jane Doe, a teacher, has said”. Read
    /// word by word: as one expression it went back and forth over every position.
    /// </summary>
    private (string Cue, string Subject, int At)? CueAfter(string tail)
    {
        var at = 0;
        // A stop behind the mark ends the sentence: what follows is of the next.
        if (at < tail.Length && tail[at] is ',' or '!' or '?') at++;
        while (at < tail.Length && tail[at] == ' ') at++;
        if (at < tail.Length && tail[at] is ',' or '—' or '–' or '-') at++;
        while (at < tail.Length && tail[at] == ' ') at++;
        if (VerbFrom(tail, at) is { } verbFirst)
        {
            var from = at + verbFirst.Length;
            while (from < tail.Length && tail[from] == ' ') from++;
            var end = from;
            while (end < tail.Length && end - from < LongestAfterVerb && (tail[end] == ',' || !EndsSubject(tail, end)))
                end++;
            return from > at + verbFirst.Length && end - from >= 2 ? (verbFirst, tail[from..end], from) : null;
        }
        var start = at;
        while (at < tail.Length && at - start <= LongestSubject + 10)
        {
            // “Sen. Pat Toomey (R-Pa.) said”
            if (tail[at] == '(' && tail.IndexOf(')', at) is > 0 and var shut && shut - at < LongestBracket)
            {
                at = shut + 1;
                continue;
            }
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
    private string? VerbAt(string text, int at)
    {
        if (at >= text.Length || text[at] != ' ') return null;
        if (VerbFrom(text, at + 1) is { } verb) return verb;
        var word = WordAt(text, at + 1);
        if (!SmallWords.Contains(word) || at + 1 + word.Length >= text.Length || text[at + 1 + word.Length] != ' ')
            return null;
        var next = WordAt(text, at + 2 + word.Length);
        return cues.IsVerb(next) ? next.ToString() : null;
    }

    /// <summary>A verb of one word or two (“shot back”, “a déclaré”).</summary>
    private string? VerbFrom(string text, int at)
    {
        var word = WordAt(text, at);
        if (at + word.Length < text.Length && text[at + word.Length] == ' '
            && WordAt(text, at + word.Length + 1) is { Length: > 0 } second
            && text.AsSpan(at, word.Length + 1 + second.Length) is var both
                && cues.IsVerb(both)) return both.ToString();
        return cues.IsVerb(word) ? word.ToString() : null;
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
        '.' => !Abbreviations.HasStop(text, at) && !(at + 1 < text.Length && text[at + 1] == ','),
        _ => false,
    };

    private Match? PreviousIn(Match cue, string head) =>
        cues.Cue.Matches(head[..cue.Index]) is { Count: > 0 } earlier ? earlier[^1] : null;

    /// <summary>
    /// Curly, straight, German and French marks; the last one may lack its end where the speech goes on in the next
    /// paragraph.
    /// </summary>
    [GeneratedRegex("“(?<text>[^“”\"]{2,}?)[“”\"](?![\\p{L}\\d])|“(?<text>[^“”]{2,}?)”|\"(?<text>[^\"“”]{2,}?)”"
        + "|\"(?<text>[^\"]{2,}?)\"|„(?<text>[^„“”]{2,}?)[“”]"
        + "|«\\s?(?<text>[^«»]{2,}?)\\s?»|(?<![\\p{L}\\d])‘(?<text>[^‘]{12,}?)’(?![\\p{L}\\d])"
        + "|(?<open>)[“\"](?<text>[^“”\"]{20,})$|``\\s?(?<text>(?:(?!``).){2,4000}?)\\s?''")]
    private static partial Regex Marks();

    /// <summary>“… but”, “… and later” before a verb that has the subject of the one before.</summary>
    [GeneratedRegex(@"\b(?:and|but|then)\s+(?:(?:also|then|later|has|had)\s+)?$")]
    private static partial Regex SharesSubject();

    [GeneratedRegex(@"^\s*[―—–-]\s*")]
    private static partial Regex SignatureDash();

    [GeneratedRegex(@"^(?:,[^\n“”]{0,80})?[ ]{0,3}\.?[ ]{0,3}(?:\n|$|“)")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"^\p{Ll}{3,}(?:s|ed|te)$")]
    private static partial Regex VerbAlone();

    /// <summary>“dismissed claims that”: words that are a verb only behind whoever says so.</summary>
    [GeneratedRegex(@"^(?:claims|calls|states|demands|promises|pledges|remarks|notes|labels|answers|laments|boasts|vows|reads|read|ends)$")]
    private static partial Regex AlsoNoun();

    [GeneratedRegex(@"(?:\p{Lu}[\p{L}'’.-]{0,30},?|\b(?:he|she|it|they|who|also|now|often|then|and|report|statement|letter|sign))\s+$")]
    private static partial Regex VerbPlace();

    [GeneratedRegex(@"^\s+by\b")]
    private static partial Regex PassiveBy();

    [GeneratedRegex(@"(?<![\p{L}'’-])\p{Lu}[\p{L}'’-]{2,30}\s$")]
    private static partial Regex EndsWithWord();

    [GeneratedRegex(@"\b(?:statement|tweet|post|letter|email|e-mail|memo|message|interview|speech|remarks|comments|following)\b")]
    private static partial Regex Statement();
}

using System.Text.RegularExpressions;
using NewsArchive.Entities;
using NewsArchive.Lines;

namespace NewsArchive.Quotes;

/// <summary>Who the subject of a verb of saying is.</summary>
internal sealed partial class QuoteFinder
{
    /// <summary>
    /// The subject next before the verb: a name or pronoun; a plain noun nearer to the verb hides names before it, and a
    /// name behind a preposition or with “'s” is no subject.
    /// </summary>
    private Subject? LastSubject(string before, int offset)
    {
        var pronoun = cues.Pronoun.Matches(before) is { Count: > 0 } pronouns ? pronouns[^1] : null;
        var role = Role().Matches(before) is { Count: > 0 } roles ? roles[^1] : null;
        var inside = mentions.FindAll(m => m.Mention.Start >= offset && m.Mention.End <= offset + before.Length
            && !IsPossessive(before, m.Mention.End - offset));
        var free = inside.FindAll(m => !Preposition().IsMatch(before[..(m.Mention.Start - offset)]));
        var last = (free.Count > 0 ? free : inside).LastOrDefault();
        var nameAt = last.Entity is null ? -1 : last.Mention.Start - offset;
        // “Telegram founder Pavel Durov”: the person, not the house before; “Jane Doe of the Ministry said”: the
        // person, too.
        var person = (free.Count > 0 ? free : inside).LastOrDefault(m => m.Entity.Kind == EntityKind.Person);
        if (person.Entity is not null && last.Entity != person.Entity
            && before[(person.Mention.End - offset)..].Length < 60
            && !before[(person.Mention.End - offset)..].Contains(". ", StringComparison.Ordinal))
            (last, nameAt) = (person, person.Mention.Start - offset);
        // “… and he told Jane Doe”: what is asked or told stands behind the pronoun.
        if (pronoun is not null && pronoun.Index > nameAt && (role is null || pronoun.Index > role.Index))
            return new(null, true, PersonGender.Of(pronoun.Value));
        if (role is not null && role.Index > nameAt) return null;
        return last.Entity is null ? null : new(last.Entity.Name, false);
    }

    private static bool IsPossessive(string text, int end) =>
        end < text.Length && text[end] is '\'' or '’' || end > 0 && end <= text.Length && text[end - 1] is '\'' or '’';

    /// <summary>Who does what the sentence begins with: “Ryan brushed off Clinton, saying”.</summary>
    private Subject? FirstSubject(string before, int offset)
    {
        if (cues.Pronoun.Match(before) is { Success: true, Index: < 12 } he) return new(null, true,
            PersonGender.Of(he.Value));
        var first = mentions.Find(m => m.Mention.Start >= offset && m.Mention.End <= offset + before.Length
            && m.Entity.Kind == EntityKind.Person && !IsPossessive(before, m.Mention.End - offset)
            && !Preposition().IsMatch(before[..(m.Mention.Start - offset)]));
        return first.Entity is null ? LastSubject(before, offset) : new(first.Entity.Name, false);
    }

    private Subject? SubjectIn(string words, int at)
    {
        if (cues.PronounOnly.IsMatch(words.Trim())) return new(null, true, PersonGender.Of(words.Trim()));
        var inside = mentions.Where(m => m.Mention.Start >= at && m.Mention.End <= at + words.Length
            && !IsPossessive(words, m.Mention.End - at)).ToList();
        if (inside.Count == 0) return ByWords(words);
        var comma = words.IndexOf(',', StringComparison.Ordinal);
        // “a spokesman for Jane Doe” is not Jane Doe.
        var person = inside.Find(m => m.Entity.Kind == EntityKind.Person);
        if (person.Entity is not null)
            return Preposition().IsMatch(words[..(person.Mention.Start - at)]) ? null : new(person.Entity.Name, false);
        var (mention, entity) = inside[0];
        // “one Republican Party leader”: a house only where the words end with it.
        var behind = words[(mention.End - at)..];
        return (comma < 0 || mention.Start < at + comma) && (behind.Length == 0 || behind[0] == ','
            || char.IsUpper(behind.TrimStart().FirstOrDefault()))
            && !Preposition().IsMatch(words[..(mention.Start - at)]) ? new(entity.Name, false) : null;
    }

    /// <summary>“Cuban said”, where the article names Mark Cuban and the word was taken for a people.</summary>
    private Subject? ByWords(string words)
    {
        var name = words.Trim().Split(',')[0];
        name = name[(name.LastIndexOf(' ') + 1)..];
        if (name.Length < 3 || !char.IsUpper(name[0])) return null;
        var people = mentions.Where(m => m.Entity.Kind == EntityKind.Person
            && m.Entity.Name.EndsWith(" " + name, StringComparison.Ordinal)).Select(m =>
                m.Entity.Name).Distinct().ToList();
        return people is [var only] ? new(only, false) : null;
    }

    private string? FirstMention(string words, int at) =>
        mentions.FirstOrDefault(m => m.Mention.Start >= at && m.Mention.End <= at + words.Length).Entity?.Name;

    /// <summary>
    /// A pronoun is the person named last before the sentence who can be “he” or “she”; in an article that names none,
    /// nobody.
    /// </summary>
    private string? Resolve(
        Subject subject, Passage passage, int before) =>
        !subject.IsPronoun ? subject.Name
            : mentions.LastOrDefault(m =>
            m.Entity.Kind == EntityKind.Person && m.Mention.End <= before && PersonGender.Fits(m.Entity.Name,
                subject.IsShe)
                && m.Mention.Start > passage.Start - MaxReach).Entity?.Name;

    /// <summary>How far back, in UTF-16 units, a pronoun may reach.</summary>
    private const int MaxReach = 900;

    /// <summary>A preposition and at most a title before a name.</summary>
    [GeneratedRegex(@"\b(?:to|with|of|by|for|against|about|at|from|in|on|over|after|under|like|than|between|behind|toward|towards"
        + @"|regarding|versus|near|outside|alongside|as)\s+(?:(?:the|a|an|his|her|their|host|former|then|Sen\.|Rep\.|Gov\.|Mr\.?|Mrs\.?"
        + @"|Ms\.?|presidential|nominee|candidate|leader|\p{Lu}[\p{L}.'’-]{0,30})\s+){0,5}$")]
    private static partial Regex Preposition();

    [GeneratedRegex(@"\b(?:[Tt]he|[Aa]|[Aa]n|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Aa]nother)\s(?:\p{Ll}+\s){0,2}(?:company"
        + @"|spokesman|spokeswoman|spokesperson|official|officials|statement|report|ministry|government|minister"
        + @"|president|source|sources|group|agency|witness|resident|police|firm|source|lawyer|judge|court|team)\b"
        + @"|\b(?:[Tt]hey|[Ww]e|[Ii]t|[Ww]hich)\b")]
    private static partial Regex Role();
}

// Observation: in scraped news a name shows by capitals inside sentences, by words beside it, and by coming again.
// Idea: in English a trained tagger finds the names; elsewhere runs of capitalised words are candidates. Titles and
// peoples are cut off their front, every occurrence votes for a kind by the words in and around it, by what is known
// beforehand and by the tagger, and the winner is given to all occurrences in the document. A capital at the start of a
// sentence proves nothing unless the name is known or occurs inside a sentence elsewhere.
// Known failure: unknown names seen once at the start of a sentence are missed; a street's or ship's name reads as a
// person.
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using static NewsArchive.Entities.NameRuns;

namespace NewsArchive.Entities;

/// <summary>A name in the text with the kind that its document voted for.</summary>
internal sealed record TaggedMention(int Start, int End, string Text, EntityKind Kind, Passage Passage);

internal static class EntityRecogniser
{
    /// <param name="Dateline">Length of the dateline that opens the passage; in it only known places count.</param>
    private sealed record TokenisedPassage(Passage Passage, int Dateline, List<Token> Tokens);

    private static readonly int Kinds = Enum.GetValues<EntityKind>().Length;

    /// <summary>Votes from which a capital at the start of a sentence is believed.</summary>
    private const double Speaks = 2;

    /// <summary>Votes that a name must have in its document.</summary>
    private const double Enough = 0.3;

    /// <summary>Letters from which two spellings that differ in case only are one name.</summary>
    private const int ShortestRespelled = 3;

    private sealed class Occurrence(int start, int end, string text, Passage passage, bool weak)
    {
        public int Start => start;
        public int End => end;
        public string Text => text;
        public Passage Passage => passage;

        /// <summary>
        /// Its only capital may be that of the sentence, and the words beside it do not speak for a name.
        /// </summary>
        public bool Weak => weak && Votes.Max() < Speaks;

        public double[] Votes { get; } = new double[Kinds];

        /// <summary>The words in it and beside it speak for a name even where the tagger sees none.</summary>
        public bool SpeaksForItself => !Weak && Votes.Max() >= Speaks;
    }

    /// <param name="language">The tagger knows English; other languages have the rules alone.</param>
    public static List<TaggedMention> Recognise(ReadingText reading, string? language)
    {
        var passages = reading.Passages.Select((passage, i) => new TokenisedPassage(passage,
            i < DatelineInference.Paragraphs
                ? passage.Text.Length - DatelineInference.WithoutDateline(passage.Text).Length : 0,
            Tokeniser.Tokenise(passage.Text))).ToList();
        var candidates = passages.SelectMany(Candidates).ToList();
        candidates = language is null or "en" ? WithTagger(candidates, passages) : WithLists(candidates, passages,
            language);
        var votes = Vote(candidates);
        List<TaggedMention> mentions = [];
        foreach (var candidate in candidates)
        {
            if (candidate.Text.Length > LongestName || !votes.TryGetValue(candidate.Text, out var sum)) continue;
            var best = Array.IndexOf(sum, sum.Max());
            if (sum[best] >= Enough)
                mentions.Add(new(candidate.Start, candidate.End, candidate.Text, (EntityKind)best, candidate.Passage));
        }
        return mentions;
    }

    /// <summary>Characters of a name; what is longer is a row of capitals, or a text without spaces.</summary>
    private const int LongestName = 200;

    /// <summary>Votes of a name that the tagger is certain of; less than those of a name known beforehand.</summary>
    private const double TaggerVotes = 2.5;

    /// <summary>
    /// The tagger's names, and of the rules' those that it passed over although they are known beforehand, stand as
    /// names elsewhere in the document, or are spoken for by the words beside them.
    /// </summary>
    private static List<Occurrence> WithTagger(List<Occurrence> byRules, List<TokenisedPassage> passages)
    {
        var tagged = NameTagger.Tag(passages.ConvertAll(p => p.Tokens.FindAll(t => t.Start >= p.Dateline)));
        List<Occurrence> result = [];
        foreach (var (passage, tokens,
            span) in tagged.Select(t => (passages[t.Passage].Passage, t.Tokens, TaggedForm.Of(t.Tokens, t.Span)))
            .Where(t => t.Item3.First <= t.Item3.Last && !TaggedForm.IsNone(t.Tokens, t.Item3)))
            foreach (var (first, last, titled) in span.Kind == TagKind.Person
                ? Listed(tokens, span).SelectMany(p => Parts(tokens, WithInitials(tokens, p.First), p.Last))
                : [(WithoutArticle(tokens, span), span.Last, false)])
            {
                var text = passage.Text[tokens[first].Start..tokens[last].End];
                if (!text.Any(char.IsLetter)
                    || first == last
                    && (NameCues.Titles.Contains(text) || DatePattern.IsMonthOrWeekday(text)
                    || NameCues.CommonLetters.Contains(text) || IsPluralOfLetters(text)
                    || IsExplainedAcronym(tokens, first))) continue;
                var occurrence = new Occurrence(passage.Start + tokens[first].Start, passage.Start + tokens[last].End,
                    text, passage, weak: false);
                Score(occurrence.Votes, text, Gazetteer.Find(text), tokens, first, last, titled);
                // Two names with “and” between, taken for one person, are mostly a firm.
                var person = TaggedForm.JoinsTwo(tokens, first, last) ? EntityKind.Organisation : EntityKind.Person;
                occurrence.Votes[(int)person] += TaggerVotes * span.Kinds[(int)TagKind.Person];
                occurrence.Votes[(int)EntityKind.Organisation] += TaggerVotes * span.Kinds[(int)TagKind.Organisation];
                occurrence.Votes[(int)EntityKind.Place] += TaggerVotes * span.Kinds[(int)TagKind.Place];
                occurrence.Votes[(int)EntityKind.Other] += TaggerVotes * span.Kinds[(int)TagKind.Other];
                result.Add(occurrence);
            }
        result = Apart(result);
        var names = result.Select(r => r.Text).ToHashSet();
        // A known name, or one that ends as companies do, is taken whole where the tagger cut it short.
        var known =
            byRules.FindAll(r =>
                Gazetteer.Find(r.Text) is not null
                    || r.Text.Contains(' ', StringComparison.Ordinal)
                    && NameCues.CompanySuffixes.Contains(r.Text[(r.Text.LastIndexOf(' ') + 1)..]));
        var joined =
            passages.SelectMany(p =>
                KnownIn(p.Passage, p.Tokens, _ => false).Where(k => k.Start - p.Passage.Start >= p.Dateline)).ToList();
        byRules = Joined(joined, byRules);
        known = Joined(joined, known);
        if (known.Count > 0)
            result =
                result.FindAll(r =>
                    !Touching(known, r)
                        .Any(k => r.Start >= k.Start && r.End <= k.End && r.End - r.Start < k.End - k.Start));
        return Joined(result,
            byRules.FindAll(r => Gazetteer.Find(r.Text) is not null || names.Contains(r.Text) || r.SpeaksForItself));
    }

    /// <summary>
    /// “C S Walker”, of whom the tagger sees “S Walker”: letters by themselves before a person are the person's. “A” and
    /// “I” are words where no other letter follows.
    /// </summary>
    private static int WithInitials(List<Token> tokens, int first)
    {
        while (first > 0 && IsInitial(tokens[first - 1]) && tokens[first].Start - tokens[first - 1].End == 1
            && (tokens[first - 1].Text is not ("A" or "I") || IsInitial(tokens[first]))) first--;
        return first;
    }

    private static bool IsInitial(Token token) =>
        token.IsCapitalised && (token.Text.Length == 1 || token.Text.Length % 2 == 0 && token.Text.Length <= 6
            && token.Text.Where((c, i) => i % 2 == 0 ? char.IsUpper(c) : c == '.').Count() == token.Text.Length);

    /// <summary>Languages that write every noun with a capital.</summary>
    private static readonly string[] CapitalNouns = ["de", "lb"];

    /// <summary>
    /// For languages that the tagger does not know: known names, those of one word only inside a sentence, and names
    /// that begin with a known given name. Where only names have capitals, also runs of several such words inside a
    /// sentence, whose kind is told by their words or left open.
    /// </summary>
    private static List<Occurrence> WithLists(List<Occurrence> byRules, List<TokenisedPassage> passages,
        string language)
    {
        List<Occurrence> result = [];
        foreach (var passage in passages)
            result.AddRange(KnownIn(passage.Passage, passage.Tokens, t => !t.StartsSentence));
        List<Occurrence> runs = [];
        foreach (var found in byRules)
        {
            var run = FromGivenName(found);
            var words = run.Text.Split(' ');
            if (words.Length is < 2 or > LongestRun) continue;
            if (Gazetteer.IsGivenNameAnywhere(words[0]))
            {
                run.Votes[(int)EntityKind.Person] = Math.Max(run.Votes[(int)EntityKind.Person], Speaks);
                if (run.SpeaksForItself) runs.Add(run);
                continue;
            }
            if (run.Weak || Array.IndexOf(CapitalNouns, language) >= 0) continue;
            run.Votes[(int)EntityKind.Person] = 0;
            if (NameCues.OrganisationHeadsElsewhere.Contains(words[0].ToLowerInvariant()))
                run.Votes[(int)EntityKind.Organisation] += 2;
            runs.Add(run);
        }
        // Whoever is named in full once is meant by the family name after.
        var families = runs.Where(r => Gazetteer.IsGivenNameAnywhere(r.Text.Split(' ')[0])).Select(r =>
            r.Text[(r.Text.LastIndexOf(' ') + 1)..])
            .ToHashSet();
        runs.AddRange(byRules.Where(r => !r.Text.Contains(' ', StringComparison.Ordinal) && families.Contains(r.Text)));
        return Joined(result, [.. runs.OrderBy(r => r.Start)]);
    }

    /// <summary>In order; of two that overlap, since one was drawn to its bracket, the longer.</summary>
    private static List<Occurrence> Apart(List<Occurrence> found)
    {
        List<Occurrence> apart = [];
        foreach (var one in found.OrderBy(o => o.Start).ThenByDescending(o => o.End))
            if (apart.Count == 0 || one.Start >= apart[^1].End) apart.Add(one);
            else if (one.End > apart[^1].End) apart[^1] = one;
        return apart;
    }

    /// <summary>Words with capitals in a row of which no longer row is a name.</summary>
    private const int LongestRun = 8;

    /// <summary>“Präsident Emmanuel Macron” from the given name on: titles of other languages are not known.</summary>
    private static Occurrence FromGivenName(Occurrence run)
    {
        var words = run.Text.Split(' ');
        if (words.Length > LongestRun || Gazetteer.IsGivenNameAnywhere(words[0])) return run;
        var at = Array.FindIndex(words, 1, Gazetteer.IsGivenNameAnywhere);
        if (at < 0 || at == words.Length - 1) return run;
        var rest = string.Join(' ', words.Skip(at));
        var name = new Occurrence(run.End - rest.Length, run.End, rest, run.Passage, weak: false);
        name.Votes[(int)EntityKind.Person] = Speaks;
        return name;
    }

    /// <summary>All of the one, and of the other what overlaps with none of them; both in order.</summary>
    private static List<Occurrence> Joined(List<Occurrence> first, List<Occurrence> others) =>
        [.. first.Concat(others.Where(o => !Touching(first, o).Any())).OrderBy(o => o.Start)];

    /// <summary>Those that overlap with one.</summary>
    /// <param name="sorted">In order; they do not overlap with each other.</param>
    private static IEnumerable<Occurrence> Touching(List<Occurrence> sorted, Occurrence one)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].End <= one.Start) low = middle + 1;
            else high = middle;
        }
        for (; low < sorted.Count && sorted[low].Start < one.End; low++) yield return sorted[low];
    }

    /// <summary>“Terry, Gallas”: people in a row, which no comma joins.</summary>
    private static IEnumerable<(int First, int Last)> Listed(List<Token> tokens, TaggedSpan span)
    {
        var first = span.First;
        for (var i = span.First; i <= span.Last; i++)
        {
            if (tokens[i].Text != ",") continue;
            if (i > first) yield return (first, i - 1);
            first = i + 1;
        }
        if (first <= span.Last) yield return (first, span.Last);
    }

    private static int WithoutArticle(List<Token> tokens, TaggedSpan span) =>
        span.First < span.Last && tokens[span.First].Text is "The" or "the" ? span.First + 1 : span.First;

    /// <summary>Sums the votes of all occurrences of a name, and of longer names that end in it.</summary>
    private static Dictionary<string, double[]> Vote(List<Occurrence> candidates)
    {
        Dictionary<string, double[]> own = [];
        HashSet<string> firm = [.. candidates.Where(c => !c.Weak).Select(c => c.Text)];
        // A surname is known from the full name, wherever in its sentence it stands.
        firm.UnionWith([.. firm.Where(name => name.Contains(' ', StringComparison.Ordinal))
            .Select(name => name[(name.LastIndexOf(' ') + 1)..])]);
        foreach (var candidate in candidates)
        {
            if (candidate.Weak && !firm.Contains(candidate.Text)) continue;
            var sum = own.TryGetValue(candidate.Text, out var known) ? known : own[candidate.Text] = new double[Kinds];
            for (var k = 0; k < Kinds; k++) sum[k] += candidate.Votes[k];
        }
        var result = own.ToDictionary(v => v.Key, v => (double[])v.Value.Clone());
        foreach (var (name, sum) in own)
        {
            var space = name.LastIndexOf(' ');
            if (space < 0 || Array.IndexOf(sum, sum.Max()) != (int)EntityKind.Person) continue;
            if (result.TryGetValue(name[(space + 1)..], out var surname)) surname[(int)EntityKind.Person] += 3;
        }
        // MAX and Max are one name; so short a name as US is not.
        foreach (var spellings in result.Keys.Where(name => name.Length >= ShortestRespelled)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            var sum = new double[Kinds];
            foreach (var name in spellings)
                for (var k = 0; k < Kinds; k++) sum[k] += result[name][k];
            foreach (var name in spellings) result[name] = sum;
        }
        foreach (var name in own.Keys)
        {
            var words = name.Split(' ');
            if (!NameCues.OrganisationHeads.Contains(words[^1])) continue;
            var isCompany = NameCues.CompanySuffixes.Contains(words[^1]);
            for (var length = words.Length - 1; length > 0; length--)
                if (string.Join(' ', words.Take(length)) is var stem
                    && (Gazetteer.Find(stem) is null || isCompany && Gazetteer.Find(stem) is { Type: NameType.City })
                    && result.TryGetValue(stem, out var shorter)) shorter[(int)EntityKind.Organisation] += 3;
        }
        return result;
    }

    private static IEnumerable<Occurrence> Candidates(TokenisedPassage cut)
    {
        var (passage, dateline, tokens) = cut;
        if (dateline > 0)
        {
            foreach (var place in KnownIn(passage, tokens.TakeWhile(t => t.End <= dateline).ToList(), _ => true,
                EntityKind.Place)) yield return place;
            tokens = tokens.FindAll(t => t.Start >= dateline);
            if (tokens.Count > 0) tokens[0] = tokens[0] with { StartsSentence = tokens[0].IsWord };
        }
        var shouting = IsShouting(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsNameWord(tokens[i])) continue;
            var end = EndOfRun(passage.Text, tokens, i);
            foreach (var (first, last, titled) in Parts(tokens, i, end))
                if (OccurrenceOf(passage, tokens, first, last, titled, shouting) is { } candidate)
                    yield return candidate;
            i = end;
        }
    }

    /// <summary>Known names, the longest first; a dateline writes its places in capitals.</summary>
    /// <param name="proves">Whether a single word at this place is believed.</param>
    /// <param name="only">The kind looked for; null for all.</param>
    private static IEnumerable<Occurrence> KnownIn(
        Passage passage, List<Token> tokens, Func<Token, bool> proves, EntityKind? only = null)
    {
        for (var i = 0; i < tokens.Count; i++)
            for (var last = tokens[i].IsCapitalised
                ? Math.Min(tokens.Count - 1, i + Gazetteer.LongestName - 1) : i - 1; last >= i; last--)
            {
                if (last == i && !proves(tokens[i])) break;
                var text = passage.Text[tokens[i].Start..tokens[last].End];
                if ((Gazetteer.Find(text) ?? Gazetteer.FindElsewhere(text) ?? (MixedCase(text) is var mixed
                    && mixed != text
                    ? Gazetteer.Find(mixed) : null))
                    is not { } known
                    || only is not null && known.Kind != only) continue;
                var name = new Occurrence(passage.Start + tokens[i].Start, passage.Start + tokens[last].End, text,
                    passage, false);
                name.Votes[(int)known.Kind] = known.Weight;
                yield return name;
                i = last;
                break;
            }
    }

    private static Occurrence? OccurrenceOf(
        Passage passage, List<Token> tokens, int first, int last, bool titled, bool shouting)
    {
        var text = passage.Text[tokens[first].Start..tokens[last].End];
        var known = Gazetteer.Find(text);
        if (first == last && known is null)
        {
            if (text.Length < 2 && !IsRenamed(tokens, last)) return null;
            if (Gazetteer.IsCommonWord(text) || DatePattern.IsMonthOrWeekday(text) || IsExplainedAcronym(tokens, first)
                || NameCues.Titles.Contains(text) || NameCues.CommonLetters.Contains(text)) return null;
            if (text.Any(char.IsDigit) && !text.Any(char.IsLetter)) return null;
        }
        if (last == first + 1 && TaggedForm.IsDay(tokens[first].Text, tokens[last].Text)) return null;
        var weak = known is null && first == last && !titled && (shouting || tokens[first].StartsSentence);
        var candidate = new Occurrence(passage.Start + tokens[first].Start, passage.Start + tokens[last].End, text,
            passage, weak);
        Score(candidate.Votes, text, known, tokens, first, last, titled);
        return candidate;
    }

    private static void Score(
        double[] votes, string text, KnownName? known, List<Token> tokens, int first, int last, bool titled)
    {
        void Add(EntityKind kind, double weight) => votes[(int)kind] += weight;
        string Word(int i) => i >= 0 && i < tokens.Count ? tokens[i].Text : "";

        if (known is not null) Add(known.Kind, known.Weight);
        var words = last - first + 1;
        var head = Word(last);
        // The words of a known name tell nothing more: the Champions League is no organisation.
        if (known is not null) { }
        else if (words > 1 && NameCues.OrganisationHeads.Contains(head)) Add(EntityKind.Organisation, 4);
        else if (words > 1 && NameCues.PlaceHeads.Contains(head)) Add(EntityKind.Place, 3);
        else if (words > 1 && NameCues.EventHeads.Contains(head)) Add(EntityKind.Event, 3);
        else if (words > 1 && NameCues.EventFronts.Contains(Word(first))) Add(EntityKind.Event, 3);
        else if (words > 1 && NameCues.OtherHeads.Contains(head)) Add(EntityKind.Other, 3);
        else if (words > 2 && NameCues.OrganisationOf.Contains(Word(first)) && Word(first + 1) == "of")
            Add(EntityKind.Organisation, 4);
        else if (words > 1 && NameCues.PlaceFronts.Contains(Word(first))) Add(EntityKind.Place, 1.5);
        else if (words is >= 2 and <= 4 && Gazetteer.IsGivenName(Word(first))) Add(EntityKind.Person, 3);
        else if (words is 2 or 3 && known is null) Add(EntityKind.Person, 1);
        if (words == 1 && Gazetteer.IsGivenName(text)) Add(EntityKind.Person, 0.8);
        if (titled) Add(EntityKind.Person, 3);
        if (tokens[first].IsAcronym && words == 1) Add(EntityKind.Organisation, 0.5);

        var closed = Word(last + 1) is "”" or "\"" ? 1 : 0;
        var (before, after, afterNext) = (Word(first - 1), Word(last + 1 + closed), Word(last + 2 + closed));
        if (NameCues.ProductWords.Contains(after)) Add(EntityKind.Product, 2);
        if (NameCues.Roles.Contains(after)) Add(EntityKind.Organisation, 0.7);
        if (NameCues.Roles.Contains(before)) Add(EntityKind.Person, 1.5);
        if (NameCues.SpeakingVerbs.Contains(after))
        {
            Add(EntityKind.Person, 0.4);
            Add(EntityKind.Organisation, 0.4);
        }
        if (NameCues.PlacePrepositions.Contains(before)) Add(EntityKind.Place, 0.8);
        if (before is "from" or "to") Add(EntityKind.Place, 0.4);
        if (before is "of" or "for" && NameCues.OfficersOf.Contains(Word(first - 2))) Add(EntityKind.Organisation, 2);
        if (after == ",") Appositive(Add, tokens, last + 2);
        if (before is "as" or "called" or "named" && Nearby(tokens, first - 6, first, NameCues.ProductWords))
            Add(EntityKind.Product, 2);
        if (before is "as" or "called" or "named" && Nearby(tokens, first - 6, first, NameCues.OrganisationWords))
            Add(EntityKind.Organisation, 1.5);
        if (after is "," && afterNext is "who" or "aged") Add(EntityKind.Person, 2);
        if (IsRenamed(tokens, last) && FormerName(tokens, last) is { } former) Add(former.Kind, former.Weight);
        Add(EntityKind.Other, 0.3);
    }

    /// <summary>“, a state-backed messaging service,” tells the kind of what stands before it.</summary>
    private static void Appositive(Action<EntityKind, double> add, List<Token> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at].Text is not ("a" or "an" or "the")) return;
        for (var i = at + 1; i < Math.Min(tokens.Count, at + 9)
            && tokens[i].Text is not ("," or "." or "of" or "that" or "which" or "who"); i++)
        {
            if (NameCues.ProductWords.Contains(tokens[i].Text)) add(EntityKind.Product, 2);
            else if (NameCues.OrganisationWords.Contains(tokens[i].Text)) add(EntityKind.Organisation, 2);
            else if (NameCues.PlaceWords.Contains(tokens[i].Text)) add(EntityKind.Place, 2);
            else if (NameCues.Roles.Contains(tokens[i].Text)) add(EntityKind.Person, 2);
        }
    }

    private static bool Nearby(List<Token> tokens, int from, int to, System.Collections.Frozen.FrozenSet<string> words)
    {
        for (var i = Math.Max(0, from); i < to; i++)
            if (words.Contains(tokens[i].Text)) return true;
        return false;
    }
}

// Observation: a document names somebody in full once and by a shorter form after.
// Idea: join inside the document only by rule: the surname of one longer name, letters that stand for a name, a company
// without its suffix, a former name stated in brackets, a country's other forms, the same letters in other case.
// Each join says why. Nothing is joined across kinds or by mere similarity.
// Known failure: two members of one family named in full, and then by surname: the latest before it is taken.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Lines;

namespace NewsArchive.Entities;

internal static partial class EntityCanonicaliser
{
    private sealed record Name(string Text, EntityKind Kind, List<TaggedMention> Mentions)
    {
        public Name? JoinedTo { get; set; }
        public string Reason { get; set; } = "";
        public Name Root => JoinedTo?.Root ?? this;
    }

    public static ImmutableArray<Entity> Join(ReadingText reading, IReadOnlyList<TaggedMention> mentions)
    {
        var names = mentions.GroupBy(m => (m.Text, m.Kind)).Select(g => new Name(g.Key.Text, g.Key.Kind, [.. g]))
            .ToList();
        var renamed = FormerNames(reading);
        foreach (var name in names)
        {
            if (JoinTo(name, names, reading, renamed) is not { } join || join.To.Root == name) continue;
            name.JoinedTo = join.To;
            name.Reason = join.Why;
        }
        return [.. names.GroupBy(n => n.Root)
            .Select(g => Build(g.Key, [.. g]))
            .OrderByDescending(e => e.Mentions.Length).ThenBy(e => e.Mentions[0].Start)];
    }

    private static Entity Build(Name root, List<Name> members)
    {
        var known = Gazetteer.Find(root.Text);
        // “CAIRO”, as datelines write it.
        if (known is null && root.Text.Length > 3 && !root.Text.Any(char.IsLower)
            && Gazetteer.Find(NameRuns.MixedCase(root.Text)) is { Kind: EntityKind.Place } written
            && root.Kind == EntityKind.Place) known = written;
        if (known is null && root.Kind == EntityKind.Place) known = Gazetteer.FindElsewhere(root.Text);
        var isForm = known is { Country: not null } && known.Kind == root.Kind && known.Name != root.Text;
        var name = isForm ? known!.Name : root.Text;
        var joins = members.Where(m => m.JoinedTo is not null).Select(m => new Join(m.Text, m.Reason)).ToList();
        if (isForm) joins.Insert(0, new(root.Text, $"another form of {name}"));
        return new(
            name,
            root.Kind,
            [.. members.Select(m => m.Text).Where(text => text != name).Distinct()],
            [.. members.SelectMany(m => m.Mentions).OrderBy(m => m.Start)
                .Select(m => new Mention(m.Start, m.End, m.Text))],
            [.. joins],
            known?.Kind == root.Kind ? known.Country : null);
    }

    private static (Name To, string Why)? JoinTo(
        Name name, List<Name> names, ReadingText reading, HashSet<(string Now, string Former)> renamed)
    {
        var same = names.Where(n => n != name && n.Kind == name.Kind && n.Root != name).ToList();
        if (name.Kind == EntityKind.Person && !name.Text.Contains(' ', StringComparison.Ordinal))
        {
            var full = same.Where(n => n.Text.EndsWith(" " + name.Text, StringComparison.Ordinal)).ToList();
            var at = name.Mentions[0].Start;
            var before = full.Where(n => n.Mentions[0].Start < at).MaxBy(n => n.Mentions.Last(m => m.Start < at).Start);
            if ((before ?? full.FirstOrDefault()) is { } person)
                return (person, $"surname of {person.Text} in the same article");
            var given = same.Where(n => n.Text.StartsWith(name.Text + " ", StringComparison.Ordinal)).ToList();
            if (given is [var only]) return (only, $"given name of {only.Text}, the only one in the article");
        }
        if (name.Kind == EntityKind.Person && name.Text.Contains(' ', StringComparison.Ordinal)
            && same.Where(n => n.Text.EndsWith(" " + name.Text, StringComparison.Ordinal)).ToList() is [var longest])
            return (longest, $"{longest.Text} without the first name");
        if (name.Kind == EntityKind.Person && HasInitials().IsMatch(name.Text)
            && WithSpacedInitials(name.Text) is var spaced
            && same.Find(n => n.Mentions[0].Start < name.Mentions[0].Start && WithSpacedInitials(n.Text) == spaced)
            is { } written)
            return (written, $"{written.Text}, its initials written otherwise");
        // Somebody with an initial between is not the one with two: fathers and sons are told apart so.
        if (name.Kind == EntityKind.Person && name.Text.Split(' ') is [var first, var last]
            && same.FindAll(n =>
            n.Text.Split(' ') is { Length: > 2 } longer && longer[0] == first
                && longer[^1] == last) is { Count: > 0 } alike
            && alike.ConvertAll(n => WithSpacedInitials(n.Text)).Distinct().Count() == 1)
            return (alike[0], $"{alike[0].Text} without the middle name");
        if (same.Find(n => Bracketed(reading, n, name.Text)) is { } introduced)
            return (introduced, $"introduced in brackets after {introduced.Text}");
        if (name.Kind is EntityKind.Organisation or EntityKind.Product && IsAcronym(name.Text)
            && same.Find(n =>
            Initials(n.Text)
                .Equals(name.Text.Replace(".", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            is { } spelled)
            return (spelled, $"the initials of {spelled.Text}");
        if (name.Kind == EntityKind.Organisation && same.Find(n => IsWithSuffix(n.Text, name.Text)) is { } company)
            return (company, $"{company.Text} without its suffix");
        if (name.Kind == EntityKind.Organisation && ShortenedFrom(name, same) is { } whole) return whole;
        if (name is { Kind: EntityKind.Place, Text: "Gulf" or "Strait" or "Channel" or "Peninsula" or "Bay" }
            && same.FindAll(n => n.Text.EndsWith(" " + name.Text, StringComparison.Ordinal)) is [var sea])
            return (sea, $"{sea.Text}, shortened");
        if (same.Find(n => renamed.Contains((n.Text, name.Text))) is { } current)
            return (current, $"the former name of {current.Text}, as stated in brackets");
        if (Gazetteer.Find(name.Text) is { } known && known.Kind == name.Kind)
        {
            if (same.Find(n => n.Text == known.Name) is { } usual) return (usual, $"another form of {usual.Text}");
            if (same.Find(n => Gazetteer.Find(n.Text) == known && n.Mentions[0].Start < name.Mentions[0].Start)
                is { } other) return (other, $"both are forms of {known.Name}");
        }
        if (same.Find(n => n.Text.Equals(name.Text, StringComparison.OrdinalIgnoreCase) && IsUsualCase(n, name))
            is { } cased)
            return (cased, $"{cased.Text} in other letters");
        return null;
    }

    /// <summary>
    /// Of two spellings in other case the known one is usual, else the more frequent, else the one in capitals (MAX,
    /// IKEA), else the earlier.
    /// </summary>
    private static bool IsUsualCase(Name one, Name other)
    {
        var (known, otherKnown) = (Gazetteer.Find(one.Text) is not null, Gazetteer.Find(other.Text) is not null);
        if (known != otherKnown) return known;
        if (one.Mentions.Count != other.Mentions.Count) return one.Mentions.Count > other.Mentions.Count;
        var (capitals, otherCapitals) = (!one.Text.Any(char.IsLower), !other.Text.Any(char.IsLower));
        return capitals != otherCapitals ? capitals : one.Mentions[0].Start < other.Mentions[0].Start;
    }

    /// <summary>
    /// “Iowa Beef” after “Iowa Beef Processors Inc”, “Macadamia Trust” after “Macadamia Conservation Trust”, “Cubs”
    /// after “Chicago Cubs”: only where exactly one longer name fits.
    /// </summary>
    private static (Name To, string Why)? ShortenedFrom(Name name, List<Name> same)
    {
        var text = name.Text;
        var words = text.Split(' ');
        if (Gazetteer.Find(text) is not null) return null;
        List<Name> Longer(Func<string[], bool> fits) =>
            same.FindAll(n => n.Text.Split(' ') is var longer && longer.Length > words.Length && fits(longer));
        if (Longer(l =>
            l.Take(words.Length).SequenceEqual(words) && (words.Length > 1 || NameCues.CompanySuffixes.Contains(l[^1])))
            is [var begun]) return (begun, $"{begun.Text}, shortened");
        // “Icon” after “Icon Productions”, “Academy” after “Academy of Arts”.
        if (words.Length == 1 && Longer(l => l[0] == words[0]) is [var first]
            && first.Mentions[0].Start < name.Mentions[0].Start) return (first, $"{first.Text}, shortened");
        if (words.Length > 1
            && Longer(l => l[0] == words[0] && l.TakeLast(words.Length - 1).SequenceEqual(words.Skip(1)))
            is [var without]) return (without, $"{without.Text} without the words between");
        if (words.Length == 1
            && Longer(l =>
            l[^1] == text && Gazetteer.Find(string.Join(' ', l.SkipLast(1))) is { Kind: EntityKind.Place })
            is [var team]) return (team, $"{team.Text} without its place");
        return null;
    }

    /// <summary>“J.K. Miller”, “J. K. Miller” and “J K Miller” in one form.</summary>
    private static string WithSpacedInitials(string name) =>
        string.Join(' ', name.Replace(".", ". ", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static bool IsAcronym(string text) =>
        text.Length is >= 2 and <= 7 && !text.Any(char.IsLower) && !text.Contains(' ', StringComparison.Ordinal);

    private static string Initials(string name) =>
        string.Concat(name.Split(' ').Where(word => word.Length > 0 && char.IsUpper(word[0]))
            .SelectMany(word => word.Any(char.IsLower) ? word.Where(char.IsUpper) : word.Take(1)));

    private static bool IsWithSuffix(string longer, string shorter) =>
        longer.StartsWith(shorter + " ", StringComparison.Ordinal)
        && longer[(shorter.Length + 1)..].Split(' ').All(NameCues.OrganisationHeads.Contains);

    /// <summary>“Long Name (ABC)”.</summary>
    private static bool Bracketed(ReadingText reading, Name longer, string shorter) =>
        longer.Text.Length > shorter.Length + 2 && IsAcronym(shorter)
        && longer.Mentions
            .Exists(m => string.CompareOrdinal(reading.Body, m.End, $" ({shorter})", 0, shorter.Length + 3) == 0);

    /// <summary>“X (formerly known as Twitter)”: pairs of a name and its former one.</summary>
    private static HashSet<(string Now, string Former)> FormerNames(ReadingText reading) =>
        reading.Body.Contains("formerly", StringComparison.Ordinal)
            || reading.Body.Contains("previously", StringComparison.Ordinal)
            ? [.. Formerly().Matches(reading.Body).Select(m => (m.Groups["now"].Value, m.Groups["former"].Value))]
            : [];

    [GeneratedRegex(@"(?:^|[\s.])\p{Lu}(?:[\s.]|$)")]
    private static partial Regex HasInitials();

    [GeneratedRegex(@"(?<![\p{L}\d])(?<now>\p{Lu}[\p{L}\d]{0,40}(?:\s\p{Lu}[\p{L}\d]{0,40}){0,6})\s\((?:formerly|previously)(?:\sknown\sas"
        + @"|\scalled|\snamed)?\s(?<former>\p{Lu}[\p{L}\d]{0,40}(?:\s\p{Lu}[\p{L}\d]{0,40}){0,6})\)"
        + @"|(?<![\p{L}\d])(?<now>\p{Lu}[\p{L}\d]{0,40}),\s(?:formerly|previously)(?:\sknown\sas|\scalled)?\s(?<former>\p{Lu}[\p{L}\d]*)")]
    private static partial Regex Formerly();
}

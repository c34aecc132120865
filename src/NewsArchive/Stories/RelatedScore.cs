// Observation: two reports of one event share rare names, days and words; two articles of one topic share names only.
// Idea: add up what is shared: names by how rare they are in the archive, words by cosine, days by nearness. Each part is a
// reason with its weight, and the weights add up to the score. Copied word sequences decide “same text” alone.
// Known failure: look-alike events (two earthquakes in one country in one week) come out as one.
using System.Collections.Immutable;
using System.Globalization;
using NewsArchive.Notation;

namespace NewsArchive.Stories;

public enum Relation { SameText, SameEvent, SameTopic }

/// <summary>One part of a score, in words.</summary>
public sealed record Reason(string Kind, string Detail, double Weight);

/// <summary>How an article is related to another. The weights of the reasons add up to the score.</summary>
public sealed record Related(Relation Relation, double Score, ImmutableArray<Reason> Reasons);

public static class RelatedScore
{
    /// <summary>Shares of the score: names, words, days. Chosen on the two seeds and to be measured on event sets.</summary>
    private const double NamesShare = 0.45, WordsShare = 0.4, DaysShare = 0.15;

    /// <summary>From here on two articles report one event, or treat one topic.</summary>
    private const double EventThreshold = 0.42, TopicThreshold = 0.28;

    /// <summary>Share of copied word sequences from which two texts are one.</summary>
    private const double SameTextThreshold = 0.6;

    /// <summary>Days after which the day of publication says nothing.</summary>
    private const int ReachDays = 14;

    /// <summary>Cosine of two texts on one event as seen in practice; more counts no more.</summary>
    private const double FullCosine = 0.6;

    /// <summary>Names that a reason lists.</summary>
    private const int ListedNames = 6;

    /// <param name="known">The entities of either article.</param>
    /// <param name="archiveSize">Articles in the archive, for telling rare names from frequent ones.</param>
    /// <returns>Null where the two have nothing to do with each other.</returns>
    public static Related? Of(StoryArticle one, StoryArticle other, IReadOnlyDictionary<long, KnownEntity> known, int archiveSize)
    {
        var copied = one.Terms.Containment(other.Terms);
        if (copied >= SameTextThreshold)
            return new(Relation.SameText, copied, [new("text", string.Create(CultureInfo.InvariantCulture, $"{copied:P0} of the word sequences of the shorter text"), copied)]);

        double Rarity(long id) => Math.Log(1 + (archiveSize + 1.0) / Math.Max(1, known[id].Articles));
        var shared = one.Entities.Keys.Where(other.Entities.ContainsKey).OrderByDescending(Rarity)
            .ThenByDescending(id => one.Entities[id] + other.Entities[id]).ThenBy(id => id).ToList();
        if (shared.Count == 0 && copied < 0.05) return null;
        var cosine = one.Terms.Cosine(other.Terms);
        double Mass(StoryArticle article) => article.Entities.Keys.Sum(Rarity);
        var smaller = Math.Min(Mass(one), Mass(other));
        var names = smaller <= 0 ? 0 : NamesShare * shared.Sum(Rarity) / smaller;
        // One or two names in common prove little, however few an article names.
        names *= Math.Min(1, shared.Count / 4.0);
        var words = WordsShare * Math.Min(1, cosine / FullCosine);
        var (days, apart) = Nearness(one, other);

        List<Reason> reasons = [];
        if (names > 0) reasons.Add(new("names", "shared: " + Listed(shared, known, archiveSize), names));
        if (days > 0) reasons.Add(new("date", apart == 0 ? "same day" : apart == 1 ? "one day apart" : $"{apart} days apart", days));
        if (words > 0) reasons.Add(new("text", string.Create(CultureInfo.InvariantCulture, $"{cosine:0.00} text"), words));
        var score = names + words + days;
        return score >= EventThreshold && apart is null or <= ReachDays ? new(Relation.SameEvent, score, [.. reasons])
            : score >= TopicThreshold ? new(Relation.SameTopic, score, [.. reasons])
            : null;
    }

    /// <summary>A name is called rare where it occurs in so small a share of an archive of some size.</summary>
    private const double RareShare = 0.02;
    private const int SomeSize = 100;

    private static string Listed(List<long> shared, IReadOnlyDictionary<long, KnownEntity> known, int archiveSize) =>
        string.Join(", ", shared.Take(ListedNames).Select(id => archiveSize >= SomeSize && known[id].Articles <= RareShare * archiveSize ? $"{known[id].Name} (rare here)" : known[id].Name))
        + (shared.Count > ListedNames ? $" and {shared.Count - ListedNames} more" : "");

    private static (double Weight, int? Apart) Nearness(StoryArticle one, StoryArticle other)
    {
        if (one.Published is not { Precision: >= Notation.DatePrecision.Day } a || other.Published is not { Precision: >= Notation.DatePrecision.Day } b) return (0, null);
        var apart = Math.Abs(a.Day.DayNumber - b.Day.DayNumber);
        return (DaysShare * Math.Max(0, 1 - (double)apart / ReachDays), apart);
    }
}

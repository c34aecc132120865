// Observation: look-alike events (two earthquakes, two trials) share most of their words. What tells them apart are the words
// that not all of the look-alikes share.
// Idea: words in common are weighed by how rare they are among the articles most like these two, not in the archive. To that
// come: how near the two are compared with what else is near them, how many of their nearest
// articles are the same, whether both speak most of the same person, and the days between them. A linear model of these; its parts add up.
// Known failure: reports of one event that share no name, and sequels a day later that name the same people.
namespace NewsArchive.Stories;

public enum Relation { SameText, SameEvent, SameTopic }

/// <summary>What two articles have in common, measured; each is a part of their score once weighed.</summary>
/// <param name="Names">Square root of the cosine of local word weights, as far as names make it up; 0 to 1.</param>
/// <param name="Words">The same, as far as other words do.</param>
/// <param name="Likeness">Square root of the cosine of their words, weighed by rarity in the archive; 0 to 1.</param>
/// <param name="Nearness">That cosine over what each has with its five nearest, 0 to 2.</param>
/// <param name="Neighbours">Share of the ten articles nearest to one that are among those nearest to the other, less where these are far. 0 to 1.</param>
/// <param name="Person">1 where both speak most of the same person, down to −1 where neither names the other's; 0 where one names nobody.</param>
/// <param name="DaysApart">Null where a day is not known.</param>
public readonly record struct PairMeasures(double Names, double Words, double Likeness, double Nearness, double Neighbours, double Person, int? DaysApart);

/// <summary>The parts of a score, in the order of <see cref="PairMeasures"/>; they add up to <see cref="Score"/>.</summary>
public readonly record struct ScoreParts(double Names, double Words, double Likeness, double Nearness, double Neighbours, double Person, double Days)
{
    public double Score => Names + Words + Likeness + Nearness + Neighbours + Person + Days;
}

public static class RelatedScore
{
    /// <summary>
    /// Weights of the model, learned by logistic regression on pairs of the event set ecbplus, whole and thinned to a few
    /// reports an event, as archives are (<c>--train-stories</c> of the eval project), and scaled so that an even chance is a score of one half.
    /// </summary>
    public const double CommonWeight = 0.388, LikenessWeight = 0.198, NearnessWeight = 0.147, NeighboursWeight = 0.671, PersonWeight = 0.086;

    /// <summary>Likeness that texts of one event have; what is missing tells against it, however alone two articles stand.</summary>
    public const double LikeEnough = 0.5;

    /// <summary>Score by which the odds of one event grow e-fold.</summary>
    public const double Steepness = 0.103;

    /// <summary>From here on two articles rather report one event than not, or treat one topic.</summary>
    public const double EventThreshold = 0.5, TopicThreshold = 0.25;

    /// <summary>Days: nothing to say up to a few, then less likely with every doubling. Set by reading clusters of two archives; the event set has hardly a date.</summary>
    private const double SameDay = 0.05, PerDoubling = 0.08;
    private const int FewDays = 4;

    public static ScoreParts Of(PairMeasures pair) => new(
        CommonWeight * pair.Names, CommonWeight * pair.Words, -LikenessWeight * Math.Max(0, LikeEnough - pair.Likeness), NearnessWeight * pair.Nearness, NeighboursWeight * pair.Neighbours, PersonWeight * pair.Person, Days(pair.DaysApart));

    /// <summary>How likely two articles report one event, 0 to 1.</summary>
    public static double Likelihood(double score) => 1 / (1 + Math.Exp((EventThreshold - score) / Steepness));

    /// <returns>Null where the two have nothing to do with each other.</returns>
    public static Relation? RelationOf(double score) => score >= EventThreshold ? Relation.SameEvent : score >= TopicThreshold ? Relation.SameTopic : null;

    private static double Days(int? apart) => apart switch
    {
        null => 0,
        <= 1 => SameDay,
        <= FewDays => 0,
        var days => -PerDoubling * Math.Log2((double)days.Value / FewDays),
    };
}

// Observation: look-alike events (two earthquakes, two trials) share most of their words. What tells them apart are the
// words that not all of the look-alikes share.
// Idea: words in common are weighed by how rare they are among the articles most like these two, not in the archive. To
// that come: whether they share both names and other words (two affairs of one company share its name alone), how many
// of the words that say most of the one stand in the other, how near the two are compared with what else is near them,
// whether both speak most of the same person, the days between them, and how many of their nearest articles are the
// same. The last says much where an event has many reports, and nothing where it has few: there all have the same far
// neighbours. So it counts by the reports an event seems to have in the archive. A linear model of these; its parts add
// up.
// Known failure: reports of one event that share no name, and sequels a day later that name the same people.
namespace NewsArchive.Stories;

public enum Relation { SameText, SameEvent, SameTopic }

/// <summary>What two articles have in common, measured; each is a part of their score once weighed.</summary>
/// <param name="Names">Square root of the cosine of local word weights, as far as names make it up; 0 to 1.</param>
/// <param name="Words">The same, as far as other words do.</param>
/// <param name="Main">Share of the ten words that say most of the one that the other has, mean of both ways; 0 to
/// 1.</param>
/// <param name="Nearness">Cosine of their words, weighed by rarity in the archive, over what each has with its five
/// nearest; 0 to 2.</param>
/// <param name="Neighbours">Share of the ten articles nearest to one that are among those nearest to the other; 0 to
/// 1.</param>
/// <param name="Density">ln of how many other reports of its event an article of the archive has at a guess; 0 where
/// fewer than one.</param>
/// <param name="Person">1 where both speak most of the same person, down to −1 where neither names the other's; 0 where
/// one names nobody.</param>
/// <param name="DaysApart">Null where a day is not known.</param>
public readonly record struct PairMeasures(
    double Names, double Words, double Main, double Nearness, double Neighbours, double Density, double Person,
    int? DaysApart);

/// <summary>The parts of a score; they add up to <see cref="Score"/>.</summary>
public readonly record struct ScoreParts(
    double Names, double Words, double Main, double Nearness, double Neighbours, double Person, double Days)
{
    public double Score => Names + Words + Main + Nearness + Neighbours + Person + Days;
}

public static class RelatedScore
{
    /// <summary>
    /// Weights of the model, learned by logistic regression on pairs of the event set ecbplus, whole and thinned to a
    /// few reports an event, and on pairs of two archives judged by reading (<c>--train-stories</c> of the eval
    /// project), and scaled so that an even chance is a score of one half.
    /// </summary>
    public const double CommonWeight = .336, BothWeight = .107, MainWeight = .135, NearnessWeight = .104,
        NeighboursWeight = .253, DensityWeight = .057, PersonWeight = .040;

    /// <summary>Score by which the odds of one event grow e-fold.</summary>
    public const double Steepness = .0711;

    /// <summary>
    /// For two articles alone, log-odds. Set so that the densities of archives with many and with few reports an event
    /// are far apart.
    /// </summary>
    private const double AloneCommon = 6, AloneMain = 5, AloneBias = -5;

    /// <summary>From here on two articles rather report one event than not, or treat one topic.</summary>
    public const double EventThreshold = 0.5, TopicThreshold = 0.25;

    /// <summary>
    /// Nothing to say up to a few days, then less likely with every doubling, down to how often a date is wrong: pages
    /// show others than their own. Set on the pairs read; the event set has few dates.
    /// </summary>
    private const double PerDoubling = 0.06, MostForDays = 0.12;
    private const int FewDays = 3;

    /// <summary>
    /// Names that two share count more where they share other words too, and the other way round: half of that to each.
    /// </summary>
    public static ScoreParts Of(PairMeasures pair) => new(
        CommonWeight * pair.Names + BothWeight / 2 * Both(pair),
        CommonWeight * pair.Words + BothWeight / 2 * Both(pair), MainWeight * pair.Main, NearnessWeight * pair.Nearness,
        pair.Density * (NeighboursWeight * pair.Neighbours + DensityWeight), PersonWeight * pair.Person,
        Days(pair.DaysApart));

    /// <summary>How likely two articles report one event, 0 to 1.</summary>
    public static double Likelihood(double score) => 1 / (1 + Math.Exp((EventThreshold - score) / Steepness));

    /// <summary>The same by the two alone, whatever is around them.</summary>
    /// <param name="common">Square root of the cosine of local word weights.</param>
    public static double LikelihoodAlone(double common, double main, int? daysApart) =>
        1 / (1 + Math.Exp(-(AloneBias + AloneCommon * common + AloneMain * main + Days(daysApart) / Steepness)));

    /// <returns>Null where the two have nothing to do with each other.</returns>
    public static Relation? RelationOf(double score) =>
        score >= EventThreshold ? Relation.SameEvent : score >= TopicThreshold ? Relation.SameTopic : null;

    /// <summary>Geometric mean of what two have in common of names and of other words, 0 to 1.</summary>
    public static double Both(PairMeasures pair) => Math.Sqrt(pair.Names * pair.Words);

    private static double Days(int? apart) =>
        apart is > FewDays and var days ? -Math.Min(MostForDays, PerDoubling * Math.Log2((double)days / FewDays)) : 0;
}

// Observation: of two articles with the same words a reader wants the one whose headline and opening hold them, whole
// and near each other; length alone should not decide.
// Idea: BM25 over one frequency in which places weigh differently (BM25F, Robertson, Zaragoza and Taylor 2004), plus
// pairs of neighbouring query words that stand near each other (after Metzler and Croft 2005), plus small boosts that
// are said aloud.
// Known failure: a word of many meanings is one word here.
namespace NewsArchive.Search;

/// <summary>
/// How hits are weighed. Numbers were chosen on TIME, Cranfield, CACM and LISA together, one setting for all.
/// </summary>
public static class Ranking
{
    /// <summary>How fast repetition stops to count, and how much length does (0 to 1).</summary>
    private const double K1 = 1.6, B = .7;

    /// <summary>What a word of the headline or the standfirst counts for beside one of the rest.</summary>
    public const int HeadlineWeight = 3, StandfirstWeight = 2;

    /// <summary>Words of a headline, weighed, that the length of an article is counted with.</summary>
    public const double UsualHeadline = 24;

    /// <summary>Weight of a pair beside that of a word.</summary>
    public const double Nearness = .4;

    /// <summary>What <see cref="TermFrequency"/> never reaches.</summary>
    public const double MostOfATerm = K1 + 1;

    /// <summary>Words from one to the other of a pair, at most.</summary>
    public const int Reach = 8;

    /// <summary>Inverse document frequency.</summary>
    public static double Idf(int articles, int having) => Math.Log(1 + (Math.Max(articles, having) - having
        + .5) / (having + .5));

    /// <summary>BM25's share of a term: grows with its frequency, ever more slowly, and less in long texts.</summary>
    /// <param name="length">Of the article, over the average.</param>
    public static double TermFrequency(double frequency, double length) =>
        frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length));
}

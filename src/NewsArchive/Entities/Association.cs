namespace NewsArchive.Entities;

/// <summary>How much more often two things occur together than by chance.</summary>
public static class Association
{
    /// <summary>
    /// The log-likelihood ratio G² of Dunning (1993): 0 where the two are independent or keep apart. Unlike a raw count
    /// it does not favour what is frequent everywhere; unlike mutual information it does not favour what was seen once.
    /// </summary>
    /// <param name="together">Articles with both.</param>
    /// <param name="one">Articles with the one.</param>
    /// <param name="other">Articles with the other.</param>
    /// <param name="all">Articles at all.</param>
    public static double LogLikelihood(int together, int one, int other, int all)
    {
        if ((double)together * all <= (double)one * other) return 0;
        double Part(double seen, double row, double column) =>
            seen <= 0 ? 0 : seen * Math.Log(seen * all / (row * column));
        return 2
            * (Part(together, one, other) + Part(one - together, one, all - other)
            + Part(other - together, all - one, other) + Part(all - one - other + together, all - one, all - other));
    }
}

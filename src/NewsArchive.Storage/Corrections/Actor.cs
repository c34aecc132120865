namespace NewsArchive.Storage.Corrections;

/// <summary>Whoever corrects, as the log of corrections tells it.</summary>
/// <param name="Name">As they call themselves; null where they did not say.</param>
public sealed record Actor(string? Name)
{
    public static readonly Actor Unnamed = new((string?)null);

    /// <summary>Characters of a name, at most.</summary>
    public const int LongestName = 60;
}

/// <summary>Which articles a correction is for.</summary>
/// <param name="Articles">Their numbers; empty where <paramref name="Source"/> says it.</param>
/// <param name="Source">The source of which all are meant, later ones too.</param>
/// <param name="Said">What was chosen, in words; null for a single article.</param>
public sealed record ArticleScope(IReadOnlyList<long> Articles, long? Source, string? Said)
{
    public static ArticleScope One(long article) => new([article], null, null);
}

/// <summary>What became of a correction: the number of the act, or in words why it cannot be.</summary>
public sealed record ActOutcome(long? Done, string? Problem)
{
    internal static ActOutcome Not(string problem) => new(null, problem);
}

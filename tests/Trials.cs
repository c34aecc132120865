namespace NewsArchive;

/// <summary>
/// Trials that repeat something many times: some in every run of the tests, all where the variable
/// <c>NEWSARCHIVE_TRIALS</c> is <c>all</c>.
/// </summary>
internal static class Trials
{
    public static bool AreAll => Environment.GetEnvironmentVariable("NEWSARCHIVE_TRIALS") == "all";

    public static int Number(int some, int all) => AreAll ? all : some;
}

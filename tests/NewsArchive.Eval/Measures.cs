namespace NewsArchive.Eval;

/// <param name="Set">The set it needs, relative to the data folder.</param>
internal sealed record Measure(string Set, Func<IEnumerable<Score>> Run)
{
    /// <summary>The set and the class that measures.</summary>
    public string Name => $"{Set} {Run.Method.DeclaringType?.Name}";
}

internal static class Measures
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("repair/ftfy-cases.jsonl.gz", RepairMeasures.Ftfy),
        new("repair/encoding-detect.tar.gz", EncodingMeasures.Detect),
        new("language/sentences.jsonl.gz", RepairMeasures.HealthySentences),
        new("language/sentences.jsonl.gz", LanguageMeasures.Sentences),
        new("corpora/reuters21578.jsonl.gz", RepairMeasures.HealthyReuters),
        new("corpora/bbc.tar.gz", RepairMeasures.HealthyBbc),
        new("corpora/bbc.tar.gz", CleaningMeasures.CleanBbc),
        new("corpora/reuters21578.jsonl.gz", LossMeasures.Reuters),
        new("quotes/polnear.jsonl.gz", LossMeasures.PolNear),
        new("stories/ecbplus/docs.jsonl.gz", LossMeasures.EcbPlus),
        new("corpora/bbc.tar.gz", LossMeasures.Bbc),
        new("corpora/bbc.tar.gz", LossMeasures.Formats),
        new("corpora/reuters21578.jsonl.gz", ImportMeasures.Reuters),
        new("entities/conll2003/dev.conll.gz", NameMeasures.All),
        new("entities/worldwide/docs.jsonl.gz", NameMeasures.FromText),
        new("corpora/bbc.tar.gz", LabelledNames.All),
        new("quotes/polnear.jsonl.gz", QuoteMeasures.PolNear),
        new("cleaning/aeb/pages.tar.gz", CleaningMeasures.Aeb),
        new("cleaning/fundus-publishers/pages.tar.gz", CleaningMeasures.Fundus),
        new("cleaning/postlight-meta/pages.tar.gz", CleaningMeasures.PostlightMeta),
        new("search/time/docs.jsonl.gz", SearchMeasures.Time),
        new("search/cranfield/docs.jsonl.gz", SearchMeasures.Cranfield),
        new("search/cacm/docs.jsonl.gz", SearchMeasures.Cacm),
        new("search/lisa/docs.jsonl.gz", SearchMeasures.Lisa),
        new("corpora/reuters21578.jsonl.gz", SearchMeasures.ReutersHeadlines),
        new("corpora/bbc.tar.gz", SearchMeasures.BbcHeadlines),
        new("corpora/reuters21578.jsonl.gz", SearchMeasures.ReutersQuestions),
        new("corpora/bbc.tar.gz", SearchMeasures.BbcQuestions),
        new("stories/ecbplus/docs.jsonl.gz", StoryMeasures.EventsOfTopics),
        new("stories/wikiref220/docs.jsonl.gz", StoryMeasures.OneSubject),
        new("stories/lee/docs.jsonl.gz", StoryMeasures.HumanSimilarity),
        new("corpora/reuters21578.jsonl.gz", StoryMeasures.ReutersCopies),
        new("corpora/bbc.tar.gz", StoryMeasures.BbcCopies),
        new("corpora/reuters21578.jsonl.gz", () => ReadPairs.Measure("corpora/reuters21578.jsonl.gz")),
        new("corpora/bbc.tar.gz", () => ReadPairs.Measure("corpora/bbc.tar.gz")),
        new("corpora/reuters21578.jsonl.gz", QueryFuzzing.Reuters),
    ];
}

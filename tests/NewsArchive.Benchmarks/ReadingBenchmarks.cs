using System.Collections.Immutable;
using System.Text;
using BenchmarkDotNet.Attributes;
using NewsArchive.Decoding;
using NewsArchive.Entities;
using NewsArchive.Eval;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Text;

namespace NewsArchive.Benchmarks;

/// <summary>
/// The stages of reading on one core, over the first 1,000 Reuters stories: times are for an article, memory is what an
/// article allocates. The ratio to splitting the same text into words tells more than milliseconds do.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ReadingBenchmarks
{
    private const int Stories = 1000;

    private readonly List<RawDocument> documents = [];
    private readonly List<RepairedText> texts = [];
    private readonly List<ImmutableArray<ClassifiedLine>> lines = [];
    private readonly List<ReadingText> readings = [];
    private readonly ArticlePipeline pipeline = new(TimeProvider.System);
    private static readonly DateOnly Today = new(2026, 12, 1);

    [GlobalSetup]
    public void Read()
    {
        foreach (var story in DataSets.Lines("corpora/reuters21578.jsonl.gz").Take(Stories))
            documents.Add(FormatDetection.Read(new SourceFile("story.json",
                Encoding.UTF8.GetBytes(story.GetRawText())))
                .First().Document!);
        texts.AddRange(documents.Select(d => TextRepair.Repair(d.Text)));
        lines.AddRange(documents.Zip(texts)
            .Select(d => LineClassifier.Classify(d.First, d.Second, RepeatedLines.None)));
        readings.AddRange(lines.Select(l => ReadingText.Of(l.Reading())));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Stories)]
    public long SplitIntoWords() => documents.Sum(d => Words.Tokenise(d.Text).Count);

    [Benchmark(OperationsPerInvoke = Stories)]
    public long Repair() => documents.Sum(d => TextRepair.Repair(d.Text).Steps.Length);

    [Benchmark(OperationsPerInvoke = Stories)]
    public long Classify() =>
        documents.Zip(texts).Sum(d => LineClassifier.Classify(d.First, d.Second, RepeatedLines.None).Length);

    [Benchmark(OperationsPerInvoke = Stories)]
    public long InferMetadata() =>
        documents.Zip(lines).Sum(d => MetadataInference.Infer(d.First, d.Second, Today,
            DayOrder.Unknown).Headline.IsKnown ? 1 : 0);

    [Benchmark(OperationsPerInvoke = Stories)]
    public long RecogniseNames() =>
        readings.Sum(r => EntityCanonicaliser.Join(r, EntityRecogniser.Recognise(r, "en")).Length);

    [Benchmark(OperationsPerInvoke = Stories)]
    public long Everything() => documents.Sum(d => pipeline.Read(d).Lines.Length);
}

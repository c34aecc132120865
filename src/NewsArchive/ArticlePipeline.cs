using NewsArchive.Decoding;
using NewsArchive.Entities;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive;

/// <summary>The whole reading of one document, stage by stage. Holds no state; one serves every thread.</summary>
/// <param name="clock">Tells today's date, after which nothing is published.</param>
public sealed class ArticlePipeline(TimeProvider clock)
{
    public Article Read(RawDocument document)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var text = ArtefactRemoval.Remove(MojibakeRepair.Repair(document.Text));
        var lines = LineClassifier.Classify(document, text);
        var metadata = MetadataInference.Infer(document, lines, today);
        var reading = ReadingText.Of(lines.Reading());
        var entities = EntityCanonicaliser.Join(reading, EntityRecogniser.Recognise(reading));
        var quotes = QuoteFinder.Find(reading, entities);
        return new(document, text.Steps, lines, metadata, reading, entities, quotes);
    }
}

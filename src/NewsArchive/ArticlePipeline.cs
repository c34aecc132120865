using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Decoding;
using NewsArchive.Entities;
using NewsArchive.Exports;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Quotes;

namespace NewsArchive;

/// <summary>The whole reading of one document, stage by stage. Holds no state; one serves every thread.</summary>
/// <param name="clock">Tells today's date, after which nothing is published.</param>
public sealed class ArticlePipeline(TimeProvider clock)
{
    /// <param name="habits">What the other documents of its source tell; null where only this one is known.</param>
    public Article Read(RawDocument document, SourceHabits? habits = null)
    {
        habits ??= SourceHabits.None;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        try
        {
            var text = TextRepair.Repair(document.Text);
            var lines = LineClassifier.Classify(document, text, habits.Repeated);
            var metadata = MetadataInference.Infer(document, lines, today, habits.DayOrder);
            return Understand(document, text.Steps, lines, metadata);
        }
        catch (RegexMatchTimeoutException)
        {
            return PlainReading.Of(document);
        }
    }

    /// <summary>The article with lines that were corrected by hand: what is made from its text is made anew.</summary>
    public static Article Correct(Article article, ImmutableArray<ClassifiedLine> lines) =>
        lines.SequenceEqual(article.Lines) ? article
            : Understand(article.Document, article.Repairs, lines, article.Metadata with
            {
                Language = LanguageInference.Infer(article.Document.Declared, lines),
            });

    /// <summary>
    /// The article as an archive had it: its lines and fields are kept, names and quotes are found in them.
    /// </summary>
    /// <exception cref="InvalidDataException">The document's bytes are damaged.</exception>
    /// <exception cref="FormatException">A date is none.</exception>
    public static Article Restore(ExportedArticle exported)
    {
        var (document, metadata) = (exported.ToDocument(), exported.Metadata());
        return exported.Lines.Any(line => line.Rule == PlainReading.Why)
            ? new(document, exported.Repairs, exported.Lines, metadata, ReadingText.Of(exported.Lines.Reading()), [],
                [])
            : Understand(document, exported.Repairs, exported.Lines, metadata);
    }

    private static Article Understand(
        RawDocument document, ImmutableArray<RepairStep> repairs, ImmutableArray<ClassifiedLine> lines,
        ArticleMetadata metadata)
    {
        var reading = ReadingText.Of(lines.Reading());
        var entities = EntityCanonicaliser.Join(reading, EntityRecogniser.Recognise(reading, metadata.Language.Value));
        var quotes = QuoteFinder.Find(reading, entities, metadata.Language.Value);
        return new(document, repairs, lines, metadata, reading, entities, quotes);
    }
}

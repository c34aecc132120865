using System.CommandLine;
using System.Globalization;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Storage.Import;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive explain FILE…</c>: how each document would be read; touches no archive.</summary>
internal static class ExplainCommand
{
    /// <summary>As many documents as an import reads at once: what recurs is told batch by batch.</summary>
    private const int BatchSize = 128;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files, folders or globs to read.",
            Arity = ArgumentArity.OneOrMore
        };
        var command = new Command("explain", "Print how files would be read, line by line, without storing them.")
        {
            files
        };
        command.SetAction((parsed, cancel) =>
        {
            var pipeline = new ArticlePipeline(TimeProvider.System);
            var learning = new SourceHabitLearning();
            var isJson = parsed.GetValue(Settings.Json);
            List<object> views = [];
            var failed = 0;
            var companions = new Sidecars(null);
            foreach (var batch in Documents().Chunk(BatchSize))
                foreach (var (document, habits) in batch.Zip(learning.Learn(batch)))
                {
                    var article = pipeline.Read(document, habits);
                    if (isJson) views.Add(ExplainView.Of(article));
                    else Print(article);
                }
            if (isJson) Output.Json(new { documents = views });
            return Task.FromResult(failed > 0 ? ExitCode.SomeFailed : ExitCode.Good);

            IEnumerable<RawDocument> Documents()
            {
                foreach (var input in InputFiles.Find(parsed.GetValue(files)!))
                {
                    cancel.ThrowIfCancellationRequested();
                    var supplied = input.Problem is null ? companions.Of(input.Path) : SuppliedFields.None;
                    foreach (var read in input.Read())
                    {
                        if (read.Document is { } document)
                        {
                            yield return supplied.ApplyTo(document);
                            continue;
                        }
                        failed++;
                        CommandLine.Say($"failed: {input.Path}: {read.Failure}");
                    }
                }
            }
        });
        return command;
    }

    private static void Print(Article article)
    {
        var metadata = article.Metadata;
        Output.Line($"{article.Document.Path}  ({article.Document.Format}, {article.Document.Encoding})");
        Field("headline", metadata.Headline, v => v);
        Field("bylines", metadata.Bylines, v => string.Join(", ", v));
        Field("source", metadata.Source, v => v);
        Field("published", metadata.Published, v => v.ToString());
        Field("language", metadata.Language, v => v);
        var (kept, leftOut) = article.CountCharacters();
        Output.Line(string.Create(CultureInfo.InvariantCulture, $"  text       {kept:N0} characters kept, {leftOut:N0} left out"));
        if (CutOff.Of(article.Lines) is { } cut)
            Output.Line($"  cut off    line {cut.Line}: "
                + (cut.Reason == CutOffReason.Paywall ? "the page asks for a subscription" : "the text is one page of several"));
        foreach (var repair in article.Repairs)
            Output.Line($"  repair     line {repair.Line}: {repair.Rule}: “{repair.Before}” → “{repair.After}”");
        foreach (var line in article.Lines.Where(l => l.Kind != LineKind.Blank))
            Output.Line(
                $"  {line.Number,4} {line.Kind.Name(),-12} "
                + $"{(line.Text.Length > 70 ? line.Text[..70] + "…" : line.Text)}  ({line.Rule})");
        foreach (var entity in article.Entities)
            Output.Line(
                $"  name       {entity.Name} ({entity.Kind.ToString().ToLowerInvariant()}, "
                + $"{entity.Mentions.Length})"
                    + $"{(entity.Aliases.IsEmpty ? "" : $" also {string.Join(", ", entity.Aliases)}")}");
        foreach (var quote in article.Quotes)
            Output.Line(
                $"  quote      line {quote.Line}: {quote.Speaker ?? "speaker not certain"} "
                + $"({quote.Cue ?? "no verb"}): “{quote.Text}”");
        Output.Line();
    }

    private static void Field<T>(string name, Inferred<T> field, Func<T, string> show) =>
        Output.Line(
            $"  {name,-10} {(field.IsKnown ? show(field.Value!) : "–")}  "
            + $"({field.Status.ToString().ToLowerInvariant()}{(field.Line is { } line ? $", line {line}" : "")}: "
                + $"{field.Evidence})");
}

using System.Collections.Immutable;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive.Cli;

/// <summary>A reading as <c>explain --json</c> prints it.</summary>
internal static class ExplainView
{
    public static object Of(Article article) => new
    {
        path = article.Document.Path,
        ordinal = article.Document.Ordinal,
        externalId = article.Document.Declared.ExternalId,
        format = article.Document.Format,
        encoding = article.Document.Encoding,
        repairs = article.Repairs.Select(r => new { line = r.Line, rule = r.Rule, before = r.Before, after = r.After }),
        headline = Field(article.Metadata.Headline),
        standfirst = Field(article.Metadata.Standfirst),
        bylines = Field(article.Metadata.Bylines, value => value.IsDefault ? [] : value),
        source = Field(article.Metadata.Source),
        published = new
        {
            value = article.Metadata.Published.IsKnown ? article.Metadata.Published.Value.ToString() : null,
            status = Name(article.Metadata.Published.Status),
            confidence = article.Metadata.Published.Confidence,
            line = article.Metadata.Published.Line,
            evidence = article.Metadata.Published.Evidence,
            rejected = Rejections(article.Metadata.Published.Rejected),
            precision = article.Metadata.Published.IsKnown ? Name(article.Metadata.Published.Value.Precision) : null,
        },
        updated = Field(article.Metadata.Updated, value => value.ToString()),
        dateline = Field(article.Metadata.Dateline),
        language = Field(article.Metadata.Language),
        url = Field(article.Metadata.Url),
        lines = article.Lines
            .Select(l =>
            new { number = l.Number, kind = l.Kind.Name(), text = l.Text, rule = l.Rule, confidence = l.Confidence }),
        characters = article.CountCharacters() is var (kept, leftOut) ? new { kept, leftOut } : null,
        cutOff = CutOff.Of(article.Lines) is { } cut ? new { line = cut.Line, reason = Name(cut.Reason) } : null,
        body = article.Reading.Body,
        figures = article.Lines.Figures().Select(f => new { slug = f.Slug, caption = f.Caption, credit = f.Credit }),
        teasers = article.Lines.Teasers().Select(t => new { headline = t.Headline, text = t.Text }),
        entities = article.Entities.Select(e => new
        {
            name = e.Name,
            kind = Name(e.Kind),
            count = e.Mentions.Length,
            aliases = e.Aliases,
            mentions = e.Mentions.Select(m => new { start = m.Start, end = m.End, text = m.Text }),
        }),
        quotes = article.Quotes.Select(q => new { speaker = q.Speaker, cue = q.Cue, text = q.Text, line = q.Line }),
    };

    private static object Field<T>(Inferred<T> field, Func<T, object>? show = null) => new
    {
        value = field.IsKnown || field.Value is System.Collections.IEnumerable
            ? show is null ? field.Value : show(field.Value!) : null,
        status = Name(field.Status),
        confidence = field.Confidence,
        line = field.Line,
        evidence = field.Evidence,
        rejected = Rejections(field.Rejected),
    };

    private static IEnumerable<object> Rejections(ImmutableArray<Rejected> rejected) =>
        rejected.Select(r => new { value = r.Value, why = r.Why });

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

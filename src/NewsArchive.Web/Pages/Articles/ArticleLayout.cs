using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Lines;
using NewsArchive.Search;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>
/// A stretch of a paragraph; with <see cref="Name"/> a mention of somebody, the first one of which is a link.
/// </summary>
/// <param name="IsFound">Part of a place that was searched for.</param>
/// <param name="Found">The place's 1-based number, at its beginning only; else 0.</param>
/// <param name="Next">The number of the place after it; the last leads to the first.</param>
public sealed record Stretch(
    string Text, EntitySummary? Name = null, bool IsFirst = false, bool IsFound = false, int Found = 0, int Next = 0)
{
    /// <summary>UTF-16 offset in the body.</summary>
    public int Start { get; init; }
    public int End => Start + Text.Length;

    /// <summary>The quote that it is part of, and whether it is its last part.</summary>
    public QuoteView? Quote { get; init; }
    public bool EndsQuote { get; init; }

    /// <summary>The note whose words it is part of, and whether it is their first or last part.</summary>
    public NoteRow? Note { get; init; }
    public bool BeginsNote { get; init; }
    public bool EndsNote { get; init; }
}

/// <summary>One thing in the column of an article, in the order of the file.</summary>
public abstract record ArticlePart(int Line)
{
    /// <param name="Repairs">What was repaired in it, in words; null where nothing was.</param>
    public sealed record Text(int Line, LineKind Kind, ImmutableArray<Stretch> Stretches, string? Repairs)
        : ArticlePart(Line);

    public sealed record Picture(int Line, int Number, Figure Figure) : ArticlePart(Line);

    /// <summary>Lines that are not shown.</summary>
    public sealed record LeftOut(int Line, string Lines, string What) : ArticlePart(Line);
}

/// <summary>
/// Lays an article out: text with its names linked once, pictures' words where they stood, and what was left out.
/// </summary>
public static class ArticleLayout
{
    /// <param name="searched">What to mark; null for nothing.</param>
    /// <param name="notes">Of the article, to mark their words.</param>
    public static List<ArticlePart> Of(ArticleView view, QueryNode? searched = null, IReadOnlyList<NoteRow>? notes = null)
    {
        var reading = ReadingText.Of(view.Lines.Reading());
        var found = searched is null
            ? [] : new Highlighter(searched, view.Row.Language).Places(reading.Body, QueryField.Body).ToList();
        var noted = (notes ?? []).Where(n => n.Words is not null)
            .Select(n => (Note: n, Place: NoteAnchor.Find(reading.Body, n.Words!, n.Copy))).Where(n => n.Place is not null)
            .Select(n => (n.Place!.Value.Start, n.Place.Value.End, n.Note)).ToList();
        List<ArticlePart> parts = [.. Texts(view, reading, found).Select(t => t with
            {
                Stretches = [.. Marked(t.Stretches, view.Quotes, noted)],
            }),
            .. view.Lines.Figures().Select((figure, i) => new ArticlePart.Picture(figure.Line, i + 1, figure)),
            .. LeftOut(view.Lines)];
        parts.Sort((a, b) => a.Line.CompareTo(b.Line));
        return parts;
    }

    /// <summary>
    /// Cuts stretches where quotes and noted words begin and end. A name is not cut: it belongs to what it begins in.
    /// </summary>
    private static IEnumerable<Stretch> Marked(
        ImmutableArray<Stretch> stretches, IReadOnlyList<QuoteView> quotes, List<(int Start, int End, NoteRow Note)> notes)
    {
        var cuts = quotes.SelectMany(q => new[] { q.Start, q.End }).Concat(notes.SelectMany(n => new[] { n.Start, n.End }))
            .Distinct().Order().ToList();
        var parts = stretches.SelectMany(s => Cut(s, cuts)).Select(s => s with
        {
            Quote = quotes.FirstOrDefault(q => q.Start <= s.Start && s.Start < q.End),
            Note = notes.Find(n => n.Start <= s.Start && s.Start < n.End).Note,
        }).ToList();
        for (var i = 0; i < parts.Count; i++)
            yield return parts[i] with
            {
                EndsQuote = parts[i].Quote is { } quote && (i + 1 == parts.Count || parts[i + 1].Quote != quote),
                BeginsNote = parts[i].Note is { } note && (i == 0 || parts[i - 1].Note != note),
                EndsNote = parts[i].Note is { } own && (i + 1 == parts.Count || parts[i + 1].Note != own),
            };
    }

    private static IEnumerable<Stretch> Cut(Stretch stretch, List<int> cuts)
    {
        var at = stretch.Start;
        if (stretch.Name is null && !stretch.IsFound)
            foreach (var cut in cuts.Where(c => c > stretch.Start && c < stretch.End))
            {
                yield return stretch with { Text = stretch.Text[(at - stretch.Start)..(cut - stretch.Start)], Start = at };
                at = cut;
            }
        yield return stretch with { Text = stretch.Text[(at - stretch.Start)..], Start = at };
    }

    private static IEnumerable<ArticlePart.Text> Texts(
        ArticleView view, ReadingText reading, List<(int Start, int End)> found)
    {
        HashSet<long> linked = [];
        HashSet<int> numbered = [];
        var repairs = view.Repairs.ToLookup(r => r.Line);
        HashSet<string> told = [];
        foreach (var passage in reading.Passages)
        {
            var stretches = ImmutableArray.CreateBuilder<Stretch>();
            var at = passage.Start;
            foreach (var mention in view.Mentions.Where(m => m.Start >= passage.Start && m.End <= passage.End))
            {
                if (mention.Start < at || !view.Entities.TryGetValue(mention.EntityId, out var entity)) continue;
                AddPlain(at, mention.Start);
                // A place that was searched for may be part of a name, or a name part of it: then the whole name is
                // marked.
                var number = found.FindIndex(f => f.Start < mention.End && f.End > mention.Start) + 1;
                stretches.Add(new(reading.Body[mention.Start..mention.End], entity, linked.Add(mention.EntityId),
                    number > 0, number > 0 && numbered.Add(number) ? number : 0)
                { Start = mention.Start });
                at = mention.End;
            }
            AddPlain(at, passage.End);
            var steps =
                Enumerable.Range(passage.Paragraph.Line, passage.Paragraph.LastLine - passage.Paragraph.Line + 1)
                    .SelectMany(line => repairs[line]).ToList();
            yield return new(passage.Paragraph.Line, passage.Paragraph.Kind, stretches.ToImmutable(),
                RepairNote(view, steps, told));

            void AddPlain(int from, int to)
            {
                foreach (var (place, number) in found.Select((f, i) => (f, i + 1))
                    .Where(f => f.f.Start < to && f.f.End > from))
                {
                    var (start, end) = (Math.Max(from, place.Start), Math.Min(to, place.End));
                    if (start > from) stretches.Add(new(reading.Body[from..start]) { Start = from });
                    stretches.Add(new(reading.Body[start..end], IsFound: true, Found: numbered.Add(number) ? number : 0,
                        Next: number % found.Count + 1)
                    { Start = start });
                    from = end;
                }
                if (from < to) stretches.Add(new(reading.Body[from..to]) { Start = from });
            }
        }
    }

    /// <summary>A rule is explained beside the first paragraph that it repaired, for all of them.</summary>
    private static string? RepairNote(ArticleView view, List<RepairStep> steps, HashSet<string> told)
    {
        var rules = steps.Select(s => s.Rule).Distinct().Where(told.Add).ToList();
        if (rules.Count == 0) return null;
        return string.Join(" ", rules.Select(rule =>
        {
            var lines = view.Repairs.Where(r => r.Rule == rule).Select(r => r.Line).Distinct().ToList();
            return $"{(lines.Count == 1 ? "Line" : "Lines")} {Say.Ranges(lines)}: {rule}.";
        }));
    }

    private static IEnumerable<ArticlePart.LeftOut> LeftOut(ImmutableArray<ClassifiedLine> lines)
    {
        List<ClassifiedLine> run = [];
        foreach (var line in lines)
        {
            if (line.Kind is LineKind.Boilerplate or LineKind.Teaser or LineKind.Disclaimer or LineKind.Comment)
                run.Add(line);
            else if (line.Kind != LineKind.Blank && run.Count > 0)
            {
                yield return Describe(run);
                run = [];
            }
        }
        if (run.Count > 0) yield return Describe(run);
    }

    private static ArticlePart.LeftOut Describe(List<ClassifiedLine> run)
    {
        List<string> what = [];
        what.AddRange(run.Where(l => l.Kind is LineKind.Boilerplate).Select(l => l.Rule).Distinct().Take(3));
        if (run.Exists(l => l.Kind == LineKind.Disclaimer)) what.Add("a disclaimer");
        if (run.Teasers().Length is > 0 and var teasers) what.Add(Say.Count(teasers, "teaser") + " for other articles");
        if (run.Exists(l => l.Kind == LineKind.Comment)) what.Add("readers' comments");
        var listed = what.Count > 1 ? string.Join(", ", what.SkipLast(1)) + " and " + what[^1] : what[0];
        return new(run[0].Number, (run.Count == 1 ? "Line " : "Lines ") + Say.Ranges(run.Select(l => l.Number)),
            listed);
    }
}

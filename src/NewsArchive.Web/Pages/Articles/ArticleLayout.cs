using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Lines;
using NewsArchive.Search;
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
    string Text, EntitySummary? Name = null, bool IsFirst = false, bool IsFound = false, int Found = 0, int Next = 0);

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
    public static List<ArticlePart> Of(ArticleView view, QueryNode? searched = null)
    {
        var reading = ReadingText.Of(view.Lines.Reading());
        var found = searched is null
            ? [] : new Highlighter(searched, view.Row.Language).Places(reading.Body, QueryField.Body).ToList();
        List<ArticlePart> parts = [.. Texts(view, reading, found),
            .. view.Lines.Figures().Select((figure, i) => new ArticlePart.Picture(figure.Line, i + 1, figure)),
            .. LeftOut(view.Lines)];
        parts.Sort((a, b) => a.Line.CompareTo(b.Line));
        return parts;
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
                    number > 0, number > 0 && numbered.Add(number) ? number : 0));
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
                    if (start > from) stretches.Add(new(reading.Body[from..start]));
                    stretches.Add(new(reading.Body[start..end], IsFound: true, Found: numbered.Add(number) ? number : 0,
                        Next: number % found.Count + 1));
                    from = end;
                }
                if (from < to) stretches.Add(new(reading.Body[from..to]));
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

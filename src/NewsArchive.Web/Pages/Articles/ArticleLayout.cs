using System.Collections.Immutable;
using NewsArchive.Lines;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>A stretch of a paragraph; with <see cref="Name"/> a mention of somebody, the first one of which is a link.</summary>
public sealed record Stretch(string Text, EntitySummary? Name = null, bool IsFirst = false);

/// <summary>One thing in the column of an article, in the order of the file.</summary>
public abstract record ArticlePart(int Line)
{
    /// <param name="Repairs">What was repaired in it, in words; null where nothing was.</param>
    public sealed record Text(int Line, LineKind Kind, ImmutableArray<Stretch> Stretches, string? Repairs) : ArticlePart(Line);

    public sealed record Picture(int Line, int Number, Figure Figure) : ArticlePart(Line);

    /// <summary>Lines that are not shown.</summary>
    public sealed record LeftOut(int Line, string Lines, string What) : ArticlePart(Line);
}

/// <summary>Lays an article out: text with its names linked once, pictures' words where they stood, and what was left out.</summary>
public static class ArticleLayout
{
    public static List<ArticlePart> Of(ArticleView view)
    {
        var reading = ReadingText.Of(view.Lines.Reading());
        List<ArticlePart> parts = [.. Texts(view, reading), .. view.Lines.Figures().Select((figure, i) => new ArticlePart.Picture(figure.Line, i + 1, figure)), .. LeftOut(view.Lines)];
        parts.Sort((a, b) => a.Line.CompareTo(b.Line));
        return parts;
    }

    private static IEnumerable<ArticlePart.Text> Texts(ArticleView view, ReadingText reading)
    {
        HashSet<long> linked = [];
        var repairs = view.Repairs.ToLookup(r => r.Line);
        HashSet<string> told = [];
        foreach (var passage in reading.Passages)
        {
            var stretches = ImmutableArray.CreateBuilder<Stretch>();
            var at = passage.Start;
            foreach (var mention in view.Mentions.Where(m => m.Start >= passage.Start && m.End <= passage.End))
            {
                if (mention.Start < at || !view.Entities.TryGetValue(mention.EntityId, out var entity)) continue;
                if (mention.Start > at) stretches.Add(new(reading.Body[at..mention.Start]));
                stretches.Add(new(reading.Body[mention.Start..mention.End], entity, linked.Add(mention.EntityId)));
                at = mention.End;
            }
            if (at < passage.End) stretches.Add(new(reading.Body[at..passage.End]));
            var steps = Enumerable.Range(passage.Paragraph.Line, passage.Paragraph.LastLine - passage.Paragraph.Line + 1).SelectMany(line => repairs[line]).ToList();
            yield return new(passage.Paragraph.Line, passage.Paragraph.Kind, stretches.ToImmutable(), RepairNote(view, steps, told));
        }
    }

    /// <summary>A rule is explained beside the first paragraph that it repaired, for all of them.</summary>
    private static string? RepairNote(ArticleView view, List<RepairRow> steps, HashSet<string> told)
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
            if (line.Kind is LineKind.Boilerplate or LineKind.Teaser or LineKind.Disclaimer or LineKind.Comment) run.Add(line);
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
        return new(run[0].Number, (run.Count == 1 ? "Line " : "Lines ") + Say.Ranges(run.Select(l => l.Number)), listed);
    }
}

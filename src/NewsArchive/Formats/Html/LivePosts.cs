// Observation: a live report is a row of parts made alike, each with its time, often a heading, and its text.
// Idea: two or more siblings of one kind, each with a time by itself above a paragraph, are posts; their times and
// headings are kept, for without them nobody can tell when what was said.
// Known failure: posts whose times scripts write.
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsArchive.Notation;

namespace NewsArchive.Formats.Html;

internal static partial class LivePosts
{
    private const int FewestPosts = 2;

    /// <summary>Characters of a line that says when and nothing else.</summary>
    private const int LongestTime = 100;

    /// <returns>For each block whether it is the time or the heading of a post.</returns>
    public static bool[] Heads(List<HtmlBlock> blocks)
    {
        var heads = new bool[blocks.Count];
        List<(int Time, IElement Post)> posts = [];
        for (var i = 0; i < blocks.Count; i++)
            if (IsTime(blocks[i]) && PostOf(blocks, i) is { } post) posts.Add((i, post));
        foreach (var alike in posts.DistinctBy(p => p.Post)
            .GroupBy(p => (p.Post.ParentElement, p.Post.LocalName, p.Post.ClassName))
            .Where(g => g.Count() >= FewestPosts))
            foreach (var (time, post) in alike)
            {
                heads[time] = true;
                for (var i = 0; i < blocks.Count; i++)
                    if (blocks[i].Mark == LineMark.Heading && MainText.Contains(post, blocks[i].Parent)) heads[i] = true;
            }
        return heads;
    }

    private static bool IsTime(HtmlBlock block) =>
        block.Region is HtmlRegion.Text or HtmlRegion.Byline && block.Text.Length <= LongestTime
            && block.LinkShare < 1 && (block.Mark == LineMark.Heading && BeginsWithTime().IsMatch(block.Text) || DatePattern.IsTimeOfDay(block.Text)
            || DatePattern.IsDateStamp(DatePattern.WithoutStamp(block.Text)) || BylineForm.IsAgo(block.Text));

    [GeneratedRegex(@"^\d{1,2}[:.]\d{2}\b")]
    private static partial Regex BeginsWithTime();

    /// <summary>The least element around a time that holds the paragraph below it as well.</summary>
    private static IElement? PostOf(List<HtmlBlock> blocks, int time)
    {
        var text = blocks.FindIndex(time + 1, b => b.Mark == LineMark.Paragraph && b.Region == HtmlRegion.Text);
        if (text < 0 || blocks.FindIndex(time + 1, text - time - 1, IsTime) >= 0) return null;
        for (var around = blocks[time].Parent; around is not null and not { LocalName: "body" or "main" };
            around = around.ParentElement)
            if (MainText.Contains(around, blocks[text].Parent)) return around;
        return null;
    }
}

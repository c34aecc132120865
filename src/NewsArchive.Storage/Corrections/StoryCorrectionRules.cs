using System.Globalization;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>The corrections of stories in force, as a value: tells in which story an article is shown.</summary>
internal sealed class StoryCorrectionRules
{
    private readonly Dictionary<long, long?> moved = [];
    private readonly Dictionary<long, long> merged = [];

    /// <param name="acts">All, undone ones too.</param>
    public StoryCorrectionRules(IEnumerable<StoryCorrectionRow> acts)
    {
        foreach (var act in acts.Where(a => a.UndoneAt is null).OrderBy(a => a.Id))
            if (act.StoryId is { } story) merged[story] = act.TargetId!.Value;
            else
                foreach (var article in ArticlesOf(act)) moved[article] = act.TargetId;
    }

    /// <summary>Stories that somebody put articles into; they stay stories even with one.</summary>
    public IReadOnlySet<long> Targets => moved.Values.OfType<long>().Concat(merged.Values).ToHashSet();

    /// <summary>Articles moved by hand.</summary>
    public IEnumerable<long> Moved => moved.Keys;

    public static IEnumerable<long> ArticlesOf(StoryCorrectionRow act) =>
        act.ArticleIds?.Split(' ').Select(id => long.Parse(id, CultureInfo.InvariantCulture)) ?? [];

    /// <param name="found">The story that it was put into by comparing.</param>
    public long? Resolve(long article, long? found)
    {
        var story = moved.TryGetValue(article, out var target) ? target : found;
        // A merge of A into B and later of B into A ends after every merge was followed once.
        for (var steps = 0; story is { } own && steps <= merged.Count && merged.TryGetValue(own, out var into); steps++)
            story = into;
        return story;
    }

    /// <summary>Where a story that has no articles left was merged to.</summary>
    public long? MergedInto(long story) => merged.TryGetValue(story, out var into) ? into : null;
}

using NewsArchive.Stories;

namespace NewsArchive.Storage.Rows;

/// <summary>Articles that report one event.</summary>
public sealed class StoryRow
{
    public long Id { get; set; }

    /// <summary>The article whose headline names the story.</summary>
    public long HeadArticleId { get; set; }
    public int Articles { get; set; }

    /// <summary>Publication of the earliest and latest article that has a date.</summary>
    public DateTime? From { get; set; }
    public DateTime? To { get; set; }
}

/// <summary>Two related articles; stored once, the lower id first.</summary>
public sealed class RelationRow
{
    public long ArticleId { get; set; }
    public long OtherId { get; set; }
    public Relation Relation { get; set; }
    public double Score { get; set; }

    /// <summary>JSON list of kind, detail and weight.</summary>
    public required string Reasons { get; set; }
}

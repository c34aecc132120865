using NewsArchive.Stories;

namespace NewsArchive.Storage.Rows;

/// <summary>Articles that report one event.</summary>
public sealed class StoryRow
{
    public long Id { get; set; }

    /// <summary>The article nearest to all others, whose headline names the story.</summary>
    public long HeadArticleId { get; set; }

    /// <summary>0 for a story that has gone into another.</summary>
    public int Articles { get; set; }

    /// <summary>Articles that are no copies of others.</summary>
    public int Texts { get; set; }

    /// <summary>Publication of the earliest and latest article that has a date.</summary>
    public DateTime? From { get; set; }
    public DateTime? To { get; set; }

    /// <summary>The story in which most of its articles are now, where it has none left.</summary>
    public long? MovedToId { get; set; }
}

/// <summary>What of an article stories are found by.</summary>
public sealed class StorySignatureRow
{
    public long ArticleId { get; set; }

    /// <summary>Day of publication, counted from 1 January of year 1; null where it is not known to the day.</summary>
    public int? Day { get; set; }

    /// <summary><see cref="ArticleSignature"/>, as it writes itself.</summary>
    public required byte[] Data { get; set; }

    /// <summary><see cref="Surroundings"/>, once linked; of the nearest the ids.</summary>
    public double Closeness { get; set; }
    public double Reports { get; set; }
    public string Closest { get; set; } = "";

    /// <summary>False for what came or changed since articles were last linked.</summary>
    public bool IsLinked { get; set; }
}

/// <summary>Two related articles, stored once, the lower id first, with the parts of their score.</summary>
public sealed class RelationRow
{
    public long ArticleId { get; set; }
    public long OtherId { get; set; }
    public Relation Relation { get; set; }

    /// <summary>Sum of the parts; for the same text the share of the shorter text that both have.</summary>
    public double Score { get; set; }
    public double Names { get; set; }
    public double Words { get; set; }
    public double Main { get; set; }
    public double Nearness { get; set; }
    public double Neighbours { get; set; }
    public double Person { get; set; }
    public double Days { get; set; }
}

/// <summary>A correction of stories by hand, in order. What is in force is worked out from those not undone.</summary>
public sealed class StoryCorrectionRow
{
    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>Whoever did it, as they call themselves; null where they did not say.</summary>
    public string? Who { get; set; }

    /// <summary>Merge: the story that goes into another. Null for moved articles.</summary>
    public long? StoryId { get; set; }

    /// <summary>Moved articles, ids parted by spaces; null for a merge.</summary>
    public string? ArticleIds { get; set; }

    /// <summary>Where they are put; null for out of any story.</summary>
    public long? TargetId { get; set; }
    public DateTime? UndoneAt { get; set; }
}

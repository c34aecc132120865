namespace NewsArchive.Stories;

/// <summary>An article among those it may belong with.</summary>
/// <param name="Day">Of publication; null where it is not known to the day.</param>
public sealed record StoryArticle(long Id, DateOnly? Day, ArticleSignature Signature);

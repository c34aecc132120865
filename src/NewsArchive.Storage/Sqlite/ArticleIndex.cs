namespace NewsArchive.Storage.Sqlite;

/// <summary>
/// The full-text index over articles: external content, so that text is stored once; kept in step by triggers inside the
/// writer's transaction. Words are folded (case, marks) and stemmed by Porter's rules for English.
/// </summary>
internal static class ArticleIndex
{
    /// <summary>Columns in the order of the index, with the weight of a match in each for bm25.</summary>
    public static readonly (string Column, double Weight)[] Columns =
    [
        ("Headline", 8), ("Standfirst", 4), ("Byline", 2), ("SourceName", 1), ("Body", 1),
    ];

    public const string Table = "ArticleIndex";

    private const string Names = "Headline, Standfirst, Byline, SourceName, Body";
    private const string Remove = $"INSERT INTO {Table} ({Table}, rowid, {Names}) VALUES ('delete', old.Id, old.Headline, old.Standfirst, old.Byline, old.SourceName, old.Body);";
    private const string Add = $"INSERT INTO {Table} (rowid, {Names}) VALUES (new.Id, new.Headline, new.Standfirst, new.Byline, new.SourceName, new.Body);";

    public const string Create =
        $"""
        CREATE VIRTUAL TABLE {Table} USING fts5({Names}, content='Articles', content_rowid='Id', tokenize='porter unicode61 remove_diacritics 2');
        CREATE TRIGGER ArticleIndexAdd AFTER INSERT ON Articles BEGIN {Add} END;
        CREATE TRIGGER ArticleIndexRemove AFTER DELETE ON Articles BEGIN {Remove} END;
        CREATE TRIGGER ArticleIndexChange AFTER UPDATE OF {Names} ON Articles BEGIN {Remove} {Add} END;
        """;

    public const string Drop = $"DROP TRIGGER ArticleIndexAdd; DROP TRIGGER ArticleIndexRemove; DROP TRIGGER ArticleIndexChange; DROP TABLE {Table};";
}

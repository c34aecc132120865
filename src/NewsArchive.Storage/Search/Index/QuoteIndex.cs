namespace NewsArchive.Storage.Search;

/// <summary>The full-text index over quotes; kept as <see cref="ArticleIndex"/> is.</summary>
internal static class QuoteIndex
{
    public const string Table = "QuoteIndex";

    private const string Remove = $"INSERT INTO {Table} ({Table}, rowid, Text) VALUES ('delete', old.Id, old.Text);";
    private const string Add = $"INSERT INTO {Table} (rowid, Text) VALUES (new.Id, new.Text);";

    public const string Create =
        $"""
        CREATE VIRTUAL TABLE {Table} USING fts5(Text, content='Quotes', content_rowid='Id', tokenize='{ArticleIndex.Tokenizer}');
        CREATE TRIGGER QuoteIndexAdd AFTER INSERT ON Quotes BEGIN {Add} END;
        CREATE TRIGGER QuoteIndexRemove AFTER DELETE ON Quotes BEGIN {Remove} END;
        """;

    public const string Drop =
        $"DROP TRIGGER IF EXISTS QuoteIndexAdd; DROP TRIGGER IF EXISTS QuoteIndexRemove; DROP TABLE IF EXISTS {Table};";
}

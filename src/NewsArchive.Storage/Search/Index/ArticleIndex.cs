using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>
/// The full-text index over articles: external content, so that text is stored once; kept in step by triggers inside
/// the writer's transaction. Words are held as they are written but for case and marks; their grammatical forms are
/// found by the table of word forms, so that phrases stay exact and every language has its own rules.
/// </summary>
internal static class ArticleIndex
{
    /// <summary>Columns in the order of the index.</summary>
    public static readonly string[] Columns = ["Headline", "Standfirst", "Byline", "SourceName", "Body", "Grams"];

    public const string Table = "ArticleIndex";

    /// <summary>Each word of the index with the number of articles that hold it.</summary>
    public const string Vocabulary = "ArticleVocabulary";

    /// <summary>Letters, digits and marks make words, as in <see cref="Words.Tokenise"/>.</summary>
    public const string Tokenizer = "unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''";

    private const string Names = "Headline, Standfirst, Byline, SourceName, Body, Grams";
    private const string Remove =
        $"INSERT INTO {Table} ({Table}, rowid, {Names}) VALUES ('delete', old.Id, old.Headline, old.Standfirst, "
        + $"old.Byline, old.SourceName, old.Body, old.Grams);";
    private const string Add =
        $"INSERT INTO {Table} (rowid, {Names}) VALUES (new.Id, new.Headline, new.Standfirst, new.Byline, "
        + $"new.SourceName, new.Body, new.Grams);";

    public const string Create =
        $"""
        CREATE VIRTUAL TABLE {Table} USING fts5({Names}, content='Articles', content_rowid='Id', tokenize='{Tokenizer}');
        CREATE VIRTUAL TABLE {Vocabulary} USING fts5vocab({Table}, 'row');
        CREATE TRIGGER ArticleIndexAdd AFTER INSERT ON Articles BEGIN {Add} END;
        CREATE TRIGGER ArticleIndexRemove AFTER DELETE ON Articles BEGIN {Remove} END;
        CREATE TRIGGER ArticleIndexChange AFTER UPDATE OF {Names} ON Articles BEGIN {Remove} {Add} END;
        """;

    public const string Drop =
        $"""
        DROP TRIGGER IF EXISTS ArticleIndexAdd;
        DROP TRIGGER IF EXISTS ArticleIndexRemove;
        DROP TRIGGER IF EXISTS ArticleIndexChange;
        DROP TABLE IF EXISTS {Vocabulary};
        DROP TABLE IF EXISTS {Table};
        """;
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Search;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sqlite;

/// <summary>The full-text index over quotes; kept as <see cref="ArticleIndex"/> is.</summary>
internal static class QuoteIndex
{
    private const string Table = "QuoteIndex";

    private const string Remove = $"INSERT INTO {Table} ({Table}, rowid, Text) VALUES ('delete', old.Id, old.Text);";
    private const string Add = $"INSERT INTO {Table} (rowid, Text) VALUES (new.Id, new.Text);";

    public const string Create =
        $"""
        CREATE VIRTUAL TABLE {Table} USING fts5(Text, content='Quotes', content_rowid='Id', tokenize='porter unicode61 remove_diacritics 2');
        CREATE TRIGGER QuoteIndexAdd AFTER INSERT ON Quotes BEGIN {Add} END;
        CREATE TRIGGER QuoteIndexRemove AFTER DELETE ON Quotes BEGIN {Remove} END;
        INSERT INTO {Table} ({Table}) VALUES ('rebuild');
        """;

    /// <summary>Quotes that hold the words of a tree; all where it asks for none.</summary>
    public static IQueryable<QuoteRow> Holding(ArchiveDb db, QueryNode words) => Fts5QueryWriter.WholeMatch(words) is { } match
        ? db.Quotes.FromSql($"SELECT * FROM Quotes WHERE Id IN (SELECT rowid FROM QuoteIndex WHERE QuoteIndex MATCH {match})") : db.Quotes;
}

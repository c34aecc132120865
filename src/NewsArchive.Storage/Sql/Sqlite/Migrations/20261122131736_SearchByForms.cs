using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SearchByForms : Migration
    {
        private const string DropIndexes =
            """
            DROP TRIGGER IF EXISTS ArticleIndexAdd;
            DROP TRIGGER IF EXISTS ArticleIndexRemove;
            DROP TRIGGER IF EXISTS ArticleIndexChange;
            DROP TABLE IF EXISTS ArticleVocabulary;
            DROP TABLE IF EXISTS ArticleIndex;
            DROP TRIGGER IF EXISTS QuoteIndexAdd;
            DROP TRIGGER IF EXISTS QuoteIndexRemove;
            DROP TABLE IF EXISTS QuoteIndex;

            """;

        private const string CreateIndexes =
            """
            CREATE VIRTUAL TABLE ArticleIndex USING fts5(Headline, Standfirst, Byline, SourceName, Body, Grams, content='Articles', content_rowid='Id', tokenize='unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''');
            CREATE VIRTUAL TABLE ArticleVocabulary USING fts5vocab(ArticleIndex, 'row');
            CREATE TRIGGER ArticleIndexAdd AFTER INSERT ON Articles BEGIN INSERT INTO ArticleIndex (rowid, Headline, Standfirst, Byline, SourceName, Body, Grams) VALUES (new.Id, new.Headline, new.Standfirst, new.Byline, new.SourceName, new.Body, new.Grams); END;
            CREATE TRIGGER ArticleIndexRemove AFTER DELETE ON Articles BEGIN INSERT INTO ArticleIndex (ArticleIndex, rowid, Headline, Standfirst, Byline, SourceName, Body, Grams) VALUES ('delete', old.Id, old.Headline, old.Standfirst, old.Byline, old.SourceName, old.Body, old.Grams); END;
            CREATE TRIGGER ArticleIndexChange AFTER UPDATE OF Headline, Standfirst, Byline, SourceName, Body, Grams ON Articles BEGIN INSERT INTO ArticleIndex (ArticleIndex, rowid, Headline, Standfirst, Byline, SourceName, Body, Grams) VALUES ('delete', old.Id, old.Headline, old.Standfirst, old.Byline, old.SourceName, old.Body, old.Grams); INSERT INTO ArticleIndex (rowid, Headline, Standfirst, Byline, SourceName, Body, Grams) VALUES (new.Id, new.Headline, new.Standfirst, new.Byline, new.SourceName, new.Body, new.Grams); END;
            CREATE VIRTUAL TABLE QuoteIndex USING fts5(Text, content='Quotes', content_rowid='Id', tokenize='unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''');
            CREATE TRIGGER QuoteIndexAdd AFTER INSERT ON Quotes BEGIN INSERT INTO QuoteIndex (rowid, Text) VALUES (new.Id, new.Text); END;
            CREATE TRIGGER QuoteIndexRemove AFTER DELETE ON Quotes BEGIN INSERT INTO QuoteIndex (QuoteIndex, rowid, Text) VALUES ('delete', old.Id, old.Text); END;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Grams",
                table: "Articles",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "SavedSearches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Query = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedSearches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WordForms",
                columns: table => new
                {
                    Stem = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WordForms", x => new { x.Stem, x.Language, x.Form });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Id_Published_SourceId_Language_StoryId_DuplicateOfId_HeadlineStatus_Words",
                table: "Articles",
                columns: new[] { "Id", "Published", "SourceId", "Language", "StoryId", "DuplicateOfId", "HeadlineStatus", "Words" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedSearches_Name",
                table: "SavedSearches",
                column: "Name",
                unique: true);
            migrationBuilder.Sql("CREATE INDEX \"IX_Articles_HeadlineStart\" ON \"Articles\" (\"Headline\" COLLATE NOCASE)");
            migrationBuilder.Sql(DropIndexes + CreateIndexes);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("the older index has no word forms");
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class IndexBesideTheArchive : Migration
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

        private const string Next = "(SELECT coalesce(max(Number), 0) + 1 FROM ArticleChanges)";

        private const string FollowChanges =
            $"""
            INSERT INTO ArchiveIdentity (Id) VALUES (lower(hex(randomblob(16))));
            INSERT INTO ArticleChanges (ArticleId, Number) SELECT Id, row_number() OVER (ORDER BY Id) FROM Articles;
            CREATE TRIGGER ArticleAdded AFTER INSERT ON Articles BEGIN INSERT OR REPLACE INTO ArticleChanges (ArticleId, Number) VALUES (new.Id, {Next}); END;
            CREATE TRIGGER ArticleRemoved AFTER DELETE ON Articles BEGIN INSERT OR REPLACE INTO ArticleChanges (ArticleId, Number) VALUES (old.Id, {Next}); END;
            CREATE TRIGGER ArticleChanged AFTER UPDATE OF Headline, Standfirst, Byline, SourceName, Body, Language ON Articles BEGIN INSERT OR REPLACE INTO ArticleChanges (ArticleId, Number) VALUES (new.Id, {Next}); END;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(DropIndexes);
            migrationBuilder.DropTable(
                name: "WordForms");

            // Not by Entity Framework, which would copy the table and with it lose what is not in its model.
            migrationBuilder.Sql("ALTER TABLE Articles DROP COLUMN Grams");

            migrationBuilder.CreateTable(
                name: "ArchiveIdentity",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArchiveIdentity", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ArticleChanges",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleChanges", x => x.ArticleId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ArticleChanges_Number",
                table: "ArticleChanges",
                column: "Number",
                unique: true);
            migrationBuilder.Sql(FollowChanges);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("the older index was in the archive itself");
    }
}

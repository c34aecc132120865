using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReadingsTogether : Migration
    {
        /// <summary>Rows of these are found by their key alone, so that the key is all that is stored of the order.</summary>
        private const string KeysOnly =
            """
            CREATE TABLE NewMentions (ArticleId INTEGER NOT NULL, Start INTEGER NOT NULL, "End" INTEGER NOT NULL, EntityId INTEGER NOT NULL, FoundId INTEGER NOT NULL, Line INTEGER NOT NULL, CONSTRAINT PK_Mentions PRIMARY KEY (ArticleId, Start)) WITHOUT ROWID;
            INSERT INTO NewMentions (ArticleId, Start, "End", EntityId, FoundId, Line) SELECT ArticleId, Start, "End", EntityId, FoundId, Line FROM Mentions ORDER BY ArticleId, Start;
            DROP TABLE Mentions;
            ALTER TABLE NewMentions RENAME TO Mentions;
            CREATE INDEX IX_Mentions_EntityId ON Mentions (EntityId);
            CREATE INDEX IX_Mentions_FoundId ON Mentions (FoundId);
            CREATE TABLE NewArticleEntities (ArticleId INTEGER NOT NULL, EntityId INTEGER NOT NULL, Mentions INTEGER NOT NULL, CONSTRAINT PK_ArticleEntities PRIMARY KEY (ArticleId, EntityId)) WITHOUT ROWID;
            INSERT INTO NewArticleEntities (ArticleId, EntityId, Mentions) SELECT ArticleId, EntityId, Mentions FROM ArticleEntities ORDER BY ArticleId, EntityId;
            DROP TABLE ArticleEntities;
            ALTER TABLE NewArticleEntities RENAME TO ArticleEntities;
            CREATE INDEX IX_ArticleEntities_EntityId_ArticleId ON ArticleEntities (EntityId, ArticleId);
            CREATE TABLE NewQuoteShingles (Hash INTEGER NOT NULL, QuoteId INTEGER NOT NULL, CONSTRAINT PK_QuoteShingles PRIMARY KEY (Hash, QuoteId)) WITHOUT ROWID;
            INSERT INTO NewQuoteShingles (Hash, QuoteId) SELECT Hash, QuoteId FROM QuoteShingles ORDER BY Hash, QuoteId;
            DROP TABLE QuoteShingles;
            ALTER TABLE NewQuoteShingles RENAME TO QuoteShingles;
            CREATE INDEX IX_QuoteShingles_QuoteId ON QuoteShingles (QuoteId);
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The tables Lines, Repairs and Evidence go when what they hold is put together (EarlierReadings).
            migrationBuilder.DropIndex(
                name: "IX_Entities_Articles",
                table: "Entities");

            migrationBuilder.DropIndex(
                name: "IX_Articles_ContentHash",
                table: "Articles");

            migrationBuilder.AddColumn<long>(
                name: "ReadBytes",
                table: "ImportRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "SeenAt",
                table: "ImportRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TotalBytes",
                table: "ImportRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "Files",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Changed = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Settings = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Documents = table.Column<int>(type: "INTEGER", nullable: false),
                    KeptCharacters = table.Column<long>(type: "INTEGER", nullable: false),
                    LeftOutCharacters = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Files", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "LineCounts",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LineCounts", x => new { x.Kind, x.Rule });
                });

            migrationBuilder.CreateTable(
                name: "Readings",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Readings", x => x.ArticleId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Entities_Articles_Name",
                table: "Entities",
                columns: new[] { "Articles", "Name" },
                descending: new[] { true, false },
                filter: "Articles > 0 AND NOT IsHidden");

            migrationBuilder.Sql(KeysOnly);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Files");

            migrationBuilder.DropTable(
                name: "LineCounts");

            migrationBuilder.DropTable(
                name: "Readings");

            migrationBuilder.DropIndex(
                name: "IX_Entities_Articles_Name",
                table: "Entities");

            migrationBuilder.DropIndex(
                name: "IX_ArticleEntities_EntityId_ArticleId",
                table: "ArticleEntities");

            migrationBuilder.DropColumn(
                name: "ReadBytes",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "ImportRuns");

            migrationBuilder.DropColumn(
                name: "TotalBytes",
                table: "ImportRuns");

            migrationBuilder.CreateTable(
                name: "Evidence",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Confidence = table.Column<double>(type: "REAL", nullable: false),
                    Field = table.Column<string>(type: "TEXT", nullable: false),
                    IsRejected = table.Column<bool>(type: "INTEGER", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: true),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true),
                    Words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Evidence", x => new { x.ArticleId, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "Lines",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Block = table.Column<int>(type: "INTEGER", nullable: false),
                    Confidence = table.Column<double>(type: "REAL", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lines", x => new { x.ArticleId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Repairs",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    After = table.Column<string>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Repairs", x => new { x.ArticleId, x.Place });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Entities_Articles",
                table: "Entities",
                column: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_ContentHash",
                table: "Articles",
                column: "ContentHash");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleEntities_EntityId",
                table: "ArticleEntities",
                column: "EntityId");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CorrectNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FoundId",
                table: "Mentions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "FoundKind",
                table: "Entities",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "FoundName",
                table: "Entities",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsHidden",
                table: "Entities",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ReplacedById",
                table: "Entities",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Curations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", nullable: false),
                    EntityId = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<long>(type: "INTEGER", nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", nullable: true),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: true),
                    Key = table.Column<string>(type: "TEXT", nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Curations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QuoteShingles",
                columns: table => new
                {
                    Hash = table.Column<long>(type: "INTEGER", nullable: false),
                    QuoteId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuoteShingles", x => new { x.Hash, x.QuoteId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Mentions_FoundId",
                table: "Mentions",
                column: "FoundId");

            migrationBuilder.CreateIndex(
                name: "IX_Entities_ReplacedById",
                table: "Entities",
                column: "ReplacedById");

            migrationBuilder.CreateIndex(
                name: "IX_QuoteShingles_QuoteId",
                table: "QuoteShingles",
                column: "QuoteId");

            // SQLite cannot change a primary key: the table is made anew, with what it holds.
            migrationBuilder.Sql(
                """
                CREATE TABLE "NewQuotes" (
                    "Id" INTEGER NOT NULL CONSTRAINT "PK_Quotes" PRIMARY KEY,
                    "ArticleId" INTEGER NOT NULL,
                    "Start" INTEGER NOT NULL,
                    "End" INTEGER NOT NULL,
                    "Text" TEXT NOT NULL,
                    "SpeakerId" INTEGER NULL,
                    "SpeakerFoundId" INTEGER NULL,
                    "Cue" TEXT NULL,
                    "Line" INTEGER NOT NULL,
                    "GroupId" INTEGER NOT NULL
                );
                INSERT INTO "NewQuotes" SELECT rowid, "ArticleId", "Start", "End", "Text", "SpeakerId", "SpeakerId", "Cue", "Line", rowid FROM "Quotes";
                DROP TABLE "Quotes";
                ALTER TABLE "NewQuotes" RENAME TO "Quotes";
                CREATE UNIQUE INDEX "IX_Quotes_ArticleId_Start" ON "Quotes" ("ArticleId", "Start");
                CREATE INDEX "IX_Quotes_SpeakerId" ON "Quotes" ("SpeakerId");
                CREATE INDEX "IX_Quotes_GroupId" ON "Quotes" ("GroupId");
                UPDATE "Entities" SET "FoundName" = "Name", "FoundKind" = "Kind";
                UPDATE "Mentions" SET "FoundId" = "EntityId";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("corrections by hand have no place in the older schema");
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StoriesByNeighbours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Reasons",
                table: "Relations");

            migrationBuilder.AddColumn<long>(
                name: "MovedToId",
                table: "Stories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Texts",
                table: "Stories",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "Days",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Likeness",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Names",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Nearness",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Neighbours",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Person",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Words",
                table: "Relations",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<long>(
                name: "CopyOfId",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FoundStoryId",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "StoryActs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StoryId = table.Column<long>(type: "INTEGER", nullable: true),
                    ArticleIds = table.Column<string>(type: "TEXT", nullable: true),
                    TargetId = table.Column<long>(type: "INTEGER", nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryActs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StorySignatures",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: true),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Closeness = table.Column<double>(type: "REAL", nullable: false),
                    Closest = table.Column<string>(type: "TEXT", nullable: false),
                    IsLinked = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StorySignatures", x => x.ArticleId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_CopyOfId",
                table: "Articles",
                column: "CopyOfId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_FoundStoryId",
                table: "Articles",
                column: "FoundStoryId");

            migrationBuilder.CreateIndex(
                name: "IX_StorySignatures_Day",
                table: "StorySignatures",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_StorySignatures_IsLinked",
                table: "StorySignatures",
                column: "IsLinked",
                filter: "NOT IsLinked");

            // Relations are made anew from the articles, when the archive is opened; stories keep their numbers.
            migrationBuilder.Sql("DELETE FROM Relations; UPDATE Articles SET FoundStoryId = StoryId, CopyOfId = DuplicateOfId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StoryActs");

            migrationBuilder.DropTable(
                name: "StorySignatures");

            migrationBuilder.DropIndex(
                name: "IX_Articles_CopyOfId",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_FoundStoryId",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "MovedToId",
                table: "Stories");

            migrationBuilder.DropColumn(
                name: "Texts",
                table: "Stories");

            migrationBuilder.DropColumn(
                name: "Days",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Likeness",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Names",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Nearness",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Neighbours",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Words",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "CopyOfId",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "FoundStoryId",
                table: "Articles");

            migrationBuilder.AddColumn<string>(
                name: "Reasons",
                table: "Relations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }
    }
}

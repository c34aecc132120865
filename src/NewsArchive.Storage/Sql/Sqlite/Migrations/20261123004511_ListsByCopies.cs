using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ListsByCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_Id_Published_SourceId_Language_StoryId_DuplicateOfId_HeadlineStatus_Words",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Id_Published_SourceId_Language_StoryId_CopyOfId_HeadlineStatus_Words",
                table: "Articles",
                columns: new[] { "Id", "Published", "SourceId", "Language", "StoryId", "CopyOfId", "HeadlineStatus", "Words" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_Id_Published_SourceId_Language_StoryId_CopyOfId_HeadlineStatus_Words",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Id_Published_SourceId_Language_StoryId_DuplicateOfId_HeadlineStatus_Words",
                table: "Articles",
                columns: new[] { "Id", "Published", "SourceId", "Language", "StoryId", "DuplicateOfId", "HeadlineStatus", "Words" });
        }
    }
}

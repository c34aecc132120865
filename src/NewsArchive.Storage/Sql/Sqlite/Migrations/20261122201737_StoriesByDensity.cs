using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StoriesByDensity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Likeness",
                table: "Relations",
                newName: "Main");

            migrationBuilder.AddColumn<double>(
                name: "Reports",
                table: "StorySignatures",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Reports",
                table: "StorySignatures");

            migrationBuilder.RenameColumn(
                name: "Main",
                table: "Relations",
                newName: "Likeness");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsArchive.Storage.Sql.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NamesOverTheArchive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsPerhaps",
                table: "Quotes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "ChangedNames",
                columns: table => new
                {
                    EntityId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangedNames", x => x.EntityId);
                });

            migrationBuilder.CreateTable(
                name: "NameLinks",
                columns: table => new
                {
                    FoundId = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    IntoId = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NameLinks", x => new { x.FoundId, x.ArticleId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_NameLinks_IntoId",
                table: "NameLinks",
                column: "IntoId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChangedNames");

            migrationBuilder.DropTable(
                name: "NameLinks");

            migrationBuilder.DropColumn(
                name: "IsPerhaps",
                table: "Quotes");
        }
    }
}

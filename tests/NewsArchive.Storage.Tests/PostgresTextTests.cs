using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Sql.Postgres;

namespace NewsArchive.Storage.Tests;

/// <summary>The SQL that both databases share, in PostgreSQL's spelling.</summary>
public sealed class PostgresTextTests
{
    [Theory]
    [InlineData("SELECT Id FROM Articles WHERE Id = ? AND Words > ?",
        "SELECT Id FROM Articles WHERE Id = $1 AND Words > $2")]
    [InlineData("?2 = ?1 AND x = ?", "$2 = $1 AND x = $3")]
    [InlineData("SELECT m.\"End\", '?\"End\"' FROM Mentions m", "SELECT m.\"end\", '?\"End\"' FROM Mentions m")]
    [InlineData("Name LIKE ?1 ESCAPE '\\'", "Name ILIKE $1 ESCAPE '\\'")]
    [InlineData("Id IN () OR Id IN (1,2)", "Id IN (SELECT NULL::bigint WHERE false) OR Id IN (1,2)")]
    [InlineData("count() IN ('(', ')')", "count() IN ('(', ')')")]
    public void Statement_is_spelt_as_the_server_wants_it(string shared, string postgres) =>
        Assert.Equal(postgres, PostgresText.Of(shared));

    [Theory]
    [InlineData("postgres://desk:s3cret@db.example.org/news", "postgresql://db.example.org/news")]
    [InlineData("postgresql://db:5433/news?search_path=paper&sslmode=require",
        "postgresql://db:5433/news?search_path=paper")]
    [InlineData("Host=one,two:5444;Database=news;Password=s3cret;Username=x", "postgresql://one,two:5444/news")]
    [InlineData("host=h", "postgresql://h/newsarchive")]
    public void Address_is_read_and_named_without_its_password(string address, string name)
    {
        Assert.True(PostgresAddress.IsOne(address));
        Assert.Equal(name, StorageSetup.NameOf(address));
    }

    [Theory]
    [InlineData("news.db")]
    [InlineData("/var/lib/Host=x/news.db")]
    [InlineData("C:\\archives\\news.db")]
    public void Path_of_a_file_is_no_address(string path) => Assert.False(PostgresAddress.IsOne(path));

    [Theory]
    [InlineData("Host=one", 10, 10)]
    [InlineData("Host=one,two", 3, 10)]
    [InlineData("Host=one,two;Timeout=15;Keepalive=0", 15, 0)]
    public void What_an_address_leaves_open_suits_an_archive_and_what_it_says_holds(string address, int timeout, int keepAlive)
    {
        var settings = PostgresAddress.Parse(address).Settings;
        Assert.Equal((timeout, keepAlive), (settings.Timeout, settings.KeepAlive));
    }

    [Fact]
    public void Number_of_migrations_is_that_which_there_are()
    {
        using var db = new PostgresArchiveDb(PostgresArchiveDb.Configure(new()).Options);
        var there = db.Database.GetMigrations().Count();
        Assert.Equal(PostgresPlace.Migrations, there);
    }

    [Fact]
    public void Missing_password_is_not_taken_for_a_server_that_is_gone() => Assert.Contains("PGPASSWORD",
        Sql.DatabaseErrors.Describe(new Npgsql.NpgsqlException("No password has been provided but the backend "
            + "requires one"), "x"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("postgres://h/db?colour=red", "colour")]
    [InlineData("Host=h;Port=many", "")]
    [InlineData("postgres://u:s3cret@h:port/db?Timeout=soon", "")]
    public void Address_that_cannot_be_read_is_said_to_be_so_and_keeps_its_secrets(string address, string named)
    {
        var error = Assert.Throws<Sql.ArchiveRefusedException>(() => PostgresAddress.Parse(address));
        Assert.Contains("An address looks like", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }
}

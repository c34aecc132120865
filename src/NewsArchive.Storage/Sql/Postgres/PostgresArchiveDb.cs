using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>
/// The archive's tables as PostgreSQL has them: names in small letters, so that statements need no quotes, and text
/// ordered by its characters, as the embedded database orders it.
/// </summary>
internal sealed class PostgresArchiveDb(DbContextOptions<ArchiveDb> options, IDisposable? owner = null)
    : ArchiveDb(options, owner)
{
    private const string ByCharacters = "C", ByHash = "hash";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(ByCharacters);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // What documents state may be longer than an ordered index takes: it is found by its hash. That none is there
        // twice is seen to by whoever writes, one at a time.
        modelBuilder.Entity<ArticleRow>().HasIndex(x => x.ExternalId).HasMethod(ByHash);
        modelBuilder.Entity<ArticleRow>().HasIndex(x => x.Origin).IsUnique(false).HasMethod(ByHash);
        modelBuilder.Entity<SourceRow>().HasIndex(x => x.FoundName).IsUnique(false).HasMethod(ByHash);
        modelBuilder.Entity<AuthorRow>().HasIndex(x => x.FoundName).IsUnique(false).HasMethod(ByHash);
        modelBuilder.Entity<EntityRow>(e =>
        {
            e.HasIndex(x => x.Key).IsUnique(false).HasMethod(ByHash);
            var listed = e.Metadata.GetIndexes().Single(i => i.Properties.Count == 2);
            e.HasIndex(x => x.Articles).IsDescending().HasFilter(listed.GetFilter());
            e.Metadata.RemoveIndex(listed);
        });
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            type.SetTableName(Small(type.GetTableName()));
            foreach (var property in type.GetProperties())
            {
                property.SetColumnName(Small(property.GetColumnName()));
                if (property.ClrType.IsEnum || Nullable.GetUnderlyingType(property.ClrType) is { IsEnum: true })
                    property.SetCollation(ByCharacters);
            }
            foreach (var key in type.GetKeys()) key.SetName(Small(key.GetName()));
            foreach (var index in type.GetIndexes()) index.SetDatabaseName(Small(index.GetDatabaseName()));
        }
    }

    private static string? Small(string? name) => name?.ToLowerInvariant();

    public static DbContextOptionsBuilder<ArchiveDb> Configure(
        DbContextOptionsBuilder<ArchiveDb> builder, params IInterceptor[] interceptors) => builder
        .UseNpgsql(postgres => postgres
            .SetPostgresVersion(PostgresPlace.OldestServer, 0)
            .MigrationsHistoryTable("archivemigrations"))
        .AddInterceptors(interceptors);

    /// <summary>For <c>dotnet ef</c> only.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresArchiveDb>
    {
        public PostgresArchiveDb CreateDbContext(string[] args) => new(Configure(new()).Options);
    }
}

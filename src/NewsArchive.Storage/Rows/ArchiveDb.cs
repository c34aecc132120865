using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace NewsArchive.Storage.Rows;

/// <summary>
/// The archive's tables. Enumerations are stored by name, so that the file reads well in any other tool.
/// </summary>
/// <param name="connection">Disposed of with it; null where none was given.</param>
public class ArchiveDb(DbContextOptions<ArchiveDb> options, IDisposable? connection = null) : DbContext(options)
{
    public DbSet<ArticleRow> Articles => Set<ArticleRow>();
    public DbSet<OriginalRow> Originals => Set<OriginalRow>();
    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();
    public DbSet<ReadingRow> Readings => Set<ReadingRow>();
    public DbSet<LineCountRow> LineCounts => Set<LineCountRow>();
    public DbSet<LineCorrectionRow> LineCorrections => Set<LineCorrectionRow>();
    public DbSet<QuoteRow> Quotes => Set<QuoteRow>();
    public DbSet<QuoteShingleRow> QuoteShingles => Set<QuoteShingleRow>();
    public DbSet<SourceRow> Sources => Set<SourceRow>();
    public DbSet<AuthorRow> Authors => Set<AuthorRow>();
    public DbSet<ArticleAuthorRow> ArticleAuthors => Set<ArticleAuthorRow>();
    public DbSet<EntityRow> Entities => Set<EntityRow>();
    public DbSet<AliasRow> Aliases => Set<AliasRow>();
    public DbSet<ArticleEntityRow> ArticleEntities => Set<ArticleEntityRow>();
    public DbSet<MentionRow> Mentions => Set<MentionRow>();
    public DbSet<NameCorrectionRow> NameCorrections => Set<NameCorrectionRow>();
    public DbSet<StoryRow> Stories => Set<StoryRow>();
    public DbSet<StorySignatureRow> StorySignatures => Set<StorySignatureRow>();
    public DbSet<RelationRow> Relations => Set<RelationRow>();
    public DbSet<StoryCorrectionRow> StoryCorrections => Set<StoryCorrectionRow>();
    public DbSet<ArticleChangeRow> ArticleChanges => Set<ArticleChangeRow>();
    public DbSet<ArchiveIdentityRow> Identity => Set<ArchiveIdentityRow>();
    public DbSet<SavedSearchRow> SavedSearches => Set<SavedSearchRow>();
    public DbSet<ImportRunRow> ImportRuns => Set<ImportRunRow>();
    public DbSet<ImportResultRow> ImportResults => Set<ImportResultRow>();
    public DbSet<FileRow> Files => Set<FileRow>();
    public DbSet<CorrectionRow> Corrections => Set<CorrectionRow>();
    public DbSet<CorrectedArticleRow> CorrectedArticles => Set<CorrectedArticleRow>();
    public DbSet<ReadFieldsRow> ReadFields => Set<ReadFieldsRow>();
    public DbSet<RemovedArticleRow> RemovedArticles => Set<RemovedArticleRow>();
    public DbSet<StarRow> Stars => Set<StarRow>();
    public DbSet<ReadMarkRow> ReadMarks => Set<ReadMarkRow>();
    public DbSet<NameLinkRow> NameLinks => Set<NameLinkRow>();
    public DbSet<ChangedNameRow> ChangedNames => Set<ChangedNameRow>();
    public DbSet<TagRow> Tags => Set<TagRow>();
    public DbSet<NoteRow> Notes => Set<NoteRow>();
    public DbSet<CollectionRow> Collections => Set<CollectionRow>();
    public DbSet<CollectedRow> Collected => Set<CollectedRow>();
    public DbSet<ContentChangeRow> ContentChanges => Set<ContentChangeRow>();

    public override void Dispose()
    {
        base.Dispose();
        connection?.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        connection?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ArticleRow>(a =>
        {
            a.Property(x => x.Id).ValueGeneratedNever();
            a.HasIndex(x => x.Origin).IsUnique();
            a.HasIndex(x => x.TextHash);
            a.HasIndex(x => x.Published);
            a.HasIndex(x => x.SourceId);
            a.HasIndex(x => x.StoryId);
            a.HasIndex(x => x.FoundStoryId);
            a.HasIndex(x => x.CopyOfId);
            a.HasIndex(x => x.DuplicateOfId);
            a.HasIndex(x => x.ExternalId);
            // What searches filter and count by, without the rows' text: read whole into memory.
            a.HasIndex(x =>
                new { x.Id, x.Published, x.SourceId, x.Language, x.StoryId, x.CopyOfId, x.HeadlineStatus, x.Words });
        });
        modelBuilder.Entity<OriginalRow>(o =>
        {
            o.Property(x => x.Id).ValueGeneratedNever();
            o.HasIndex(x => x.ContentHash).IsUnique();
        });
        modelBuilder.Entity<RevisionRow>().HasKey(x => new { x.ArticleId, x.Number });
        modelBuilder.Entity<ReadingRow>(r =>
        {
            r.HasKey(x => x.ArticleId);
            r.Property(x => x.ArticleId).ValueGeneratedNever();
        });
        modelBuilder.Entity<LineCountRow>().HasKey(x => new { x.Kind, x.Rule });
        modelBuilder.Entity<LineCorrectionRow>().HasIndex(x => x.ArticleId);
        modelBuilder.Entity<QuoteRow>(q =>
        {
            q.Property(x => x.Id).ValueGeneratedNever();
            q.HasIndex(x => new { x.ArticleId, x.Start }).IsUnique();
            q.HasIndex(x => x.SpeakerId);
            q.HasIndex(x => x.GroupId);
        });
        modelBuilder.Entity<QuoteShingleRow>(s =>
        {
            s.HasKey(x => new { x.Hash, x.QuoteId });
            s.HasIndex(x => x.QuoteId);
        });
        modelBuilder.Entity<SourceRow>(s =>
        {
            s.Property(x => x.Id).ValueGeneratedNever();
            s.HasIndex(x => x.FoundName).IsUnique();
        });
        modelBuilder.Entity<AuthorRow>(a =>
        {
            a.Property(x => x.Id).ValueGeneratedNever();
            a.HasIndex(x => x.FoundName).IsUnique();
            a.HasIndex(x => x.ReplacedById).HasFilter("ReplacedById IS NOT NULL");
        });
        modelBuilder.Entity<ArticleAuthorRow>(a =>
        {
            a.HasKey(x => new { x.ArticleId, x.AuthorId });
            a.HasIndex(x => x.AuthorId);
        });
        modelBuilder.Entity<EntityRow>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.Key).IsUnique();
            // Lists of names, the most frequent first.
            e.HasIndex(x => new { x.Articles, x.Name }).IsDescending(true,
                false).HasFilter("Articles > 0 AND NOT IsHidden");
            e.HasIndex(x => x.ReplacedById);
        });
        modelBuilder.Entity<AliasRow>().HasKey(x => new { x.EntityId, x.Text });
        modelBuilder.Entity<ArticleEntityRow>(e =>
        {
            e.HasKey(x => new { x.ArticleId, x.EntityId });
            e.HasIndex(x => new { x.EntityId, x.ArticleId });
        });
        modelBuilder.Entity<MentionRow>(m =>
        {
            m.HasKey(x => new { x.ArticleId, x.Start });
            m.HasIndex(x => x.EntityId);
            m.HasIndex(x => x.FoundId);
        });
        modelBuilder.Entity<NameLinkRow>(l =>
        {
            l.HasKey(x => new { x.FoundId, x.ArticleId });
            l.HasIndex(x => x.IntoId);
        });
        modelBuilder.Entity<ChangedNameRow>(c =>
        {
            c.HasKey(x => x.EntityId);
            c.Property(x => x.EntityId).ValueGeneratedNever();
        });
        modelBuilder.Entity<NameCorrectionRow>().ToTable("Curations");
        modelBuilder.Entity<StoryCorrectionRow>().ToTable("StoryActs");
        modelBuilder.Entity<StoryRow>().Property(x => x.Id).ValueGeneratedNever();
        modelBuilder.Entity<StorySignatureRow>(s =>
        {
            s.HasKey(x => x.ArticleId);
            s.Property(x => x.ArticleId).ValueGeneratedNever();
            s.HasIndex(x => x.Day);
            s.HasIndex(x => x.IsLinked).HasFilter("NOT IsLinked");
        });
        modelBuilder.Entity<RelationRow>(r =>
        {
            r.HasKey(x => new { x.ArticleId, x.OtherId });
            r.HasIndex(x => x.OtherId);
        });
        modelBuilder.Entity<ArticleChangeRow>(c =>
        {
            c.HasKey(x => x.ArticleId);
            c.Property(x => x.ArticleId).ValueGeneratedNever();
            c.HasIndex(x => x.Number).IsUnique();
        });
        modelBuilder.Entity<ArchiveIdentityRow>().ToTable("ArchiveIdentity");
        modelBuilder.Entity<SavedSearchRow>().HasIndex(x => x.Name).IsUnique();
        modelBuilder.Entity<FileRow>().ToTable("Files").HasKey(x => x.Path);
        modelBuilder.Entity<ImportResultRow>().HasKey(x => new { x.RunId, x.Place });
        modelBuilder.Entity<CorrectedArticleRow>(c =>
        {
            c.HasKey(x => new { x.CorrectionId, x.ArticleId });
            c.HasIndex(x => x.ArticleId);
        });
        modelBuilder.Entity<ReadFieldsRow>(r =>
        {
            r.HasKey(x => x.ArticleId);
            r.Property(x => x.ArticleId).ValueGeneratedNever();
        });
        modelBuilder.Entity<RemovedArticleRow>(r =>
        {
            r.Property(x => x.Id).ValueGeneratedNever();
            r.HasIndex(x => x.Origin);
            r.HasIndex(x => x.TextHash);
            r.HasIndex(x => x.CorrectionId);
        });
        DescribeDesk(modelBuilder);
    }

    private static void DescribeDesk(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StarRow>(s =>
        {
            s.HasKey(x => x.ArticleId);
            s.Property(x => x.ArticleId).ValueGeneratedNever();
        });
        modelBuilder.Entity<ReadMarkRow>(r =>
        {
            r.HasKey(x => x.ArticleId);
            r.Property(x => x.ArticleId).ValueGeneratedNever();
        });
        modelBuilder.Entity<TagRow>(t =>
        {
            t.HasKey(x => new { x.ArticleId, x.Tag });
            t.HasIndex(x => x.Tag);
        });
        modelBuilder.Entity<NoteRow>().HasIndex(x => x.ArticleId);
        modelBuilder.Entity<CollectionRow>().HasIndex(x => x.Name).IsUnique();
        modelBuilder.Entity<CollectedRow>(c =>
        {
            c.HasKey(x => new { x.CollectionId, x.ArticleId });
            c.HasIndex(x => x.ArticleId);
        });
        modelBuilder.Entity<ContentChangeRow>().Property(x => x.Id).ValueGeneratedNever();
    }

    /// <summary>Every time in the archive is UTC, to the microsecond; the database forgets the kind.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        time => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)), time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

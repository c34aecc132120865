namespace NewsArchive.Storage.Tests;

// What holds of an archive holds wherever it is: the same tests once more, on PostgreSQL.

public sealed class ArchiveTestsOnPostgres : ArchiveTests, IOnPostgres;

public sealed class CorrectionTestsOnPostgres : CorrectionTests, IOnPostgres;

public sealed class CurationTestsOnPostgres : CurationTests, IOnPostgres;

public sealed class ExportTestsOnPostgres : ExportTests, IOnPostgres;

public sealed class IdentityTestsOnPostgres : IdentityTests, IOnPostgres;

public sealed class ImporterTestsOnPostgres : ImporterTests, IOnPostgres;

public sealed class KnownFilesTestsOnPostgres : KnownFilesTests, IOnPostgres;

public sealed class LineCorrectionTestsOnPostgres : LineCorrectionTests, IOnPostgres;

public sealed class NameLinkTestsOnPostgres : NameLinkTests, IOnPostgres;

public sealed class NamePropertiesTestsOnPostgres : NamePropertiesTests, IOnPostgres;

public sealed class QuoteSearchTestsOnPostgres : QuoteSearchTests, IOnPostgres;

public sealed class ReprintTestsOnPostgres : ReprintTests, IOnPostgres;

public sealed class RereadFieldsTestsOnPostgres : RereadFieldsTests, IOnPostgres;

public sealed class RereadTestsOnPostgres : RereadTests, IOnPostgres;

public sealed class SearchCacheTestsOnPostgres : SearchCacheTests, IOnPostgres;

public sealed class SearchIndexTestsOnPostgres : SearchIndexTests, IOnPostgres;

public sealed class SearchLimitsTestsOnPostgres : SearchLimitsTests, IOnPostgres;

public sealed class SearchTestsOnPostgres : SearchTests, IOnPostgres;

public sealed class SourceNameTestsOnPostgres : SourceNameTests, IOnPostgres;

public sealed class StoryTestsOnPostgres : StoryTests, IOnPostgres;

public sealed class TimelineTestsOnPostgres : TimelineTests, IOnPostgres;

public sealed class TransferTestsOnPostgres : TransferTests, IOnPostgres;

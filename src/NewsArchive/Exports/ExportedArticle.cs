// Observation: an archive that cannot leave again is not trusted, and one that comes back as other articles was not
// exported but retold.
// Idea: one JSON object a line that holds what a reader of other programs wants (text, fields, names, quotes) and all
// that the archive needs to be the same again: where the document came from, its bytes, each line with its kind, and
// the numbers that addresses are made of.
// Known failure: what is made from all articles together, as stories and relations are, is made anew.
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsArchive.Decoding;
using NewsArchive.Entities;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Notation;

namespace NewsArchive.Exports;

/// <summary>A value with its status and evidence, as a line of an export states it.</summary>
public sealed record ExportedField<T>(
    T? Value, InferenceStatus Status, double Confidence, int? Line, string? Evidence, ImmutableArray<Rejected> Rejected)
{
    /// <summary>What the reading gave, where somebody corrected the field by hand.</summary>
    public ExportedField<T>? AsRead { get; init; }

    internal Inferred<TOther> As<TOther>(Func<T, TOther> read) => AsRead is { } before ? before.As(read) :
        new(Status == InferenceStatus.Absent || Value is null ? default : read(Value), Status, Confidence, Line,
            Evidence,
            Rejected.IsDefault ? [] : Rejected);
}

/// <param name="Start">UTF-16 code units into the body, as all offsets here.</param>
public sealed record ExportedMention(int Start, int End, int Line, string Text);

/// <summary>Somebody or something named in an article, corrections by hand included.</summary>
public sealed record ExportedName(long Id, string Name, EntityKind Kind, ImmutableArray<ExportedMention> Mentions);

public sealed record ExportedQuote(
    long Id, int Start, int End, int Line, string Text, string? Speaker, long? SpeakerId, string? Cue);

/// <param name="Found">The story that the article was put into by comparing alone.</param>
public sealed record ExportedStory(long? Id, string? Headline, long? Found);

/// <summary>Bytes as they came.</summary>
/// <param name="Length">Of the bytes before compression.</param>
/// <param name="Brotli">The bytes, compressed; in Base64.</param>
public sealed record ExportedBytes(int Length, byte[] Brotli)
{
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public byte[] Expand()
    {
        using var brotli = new BrotliStream(new MemoryStream(Brotli), CompressionMode.Decompress);
        var bytes = new byte[Length];
        if (brotli.ReadAtLeast(bytes, Length, throwOnEndOfStream: false) < Length || brotli.ReadByte() >= 0)
            throw new InvalidDataException("the document's bytes are not as many as stated");
        return bytes;
    }
}

/// <summary>An earlier version of the article.</summary>
public sealed record ExportedRevision(
    int Number, DateTime ReadAt, string? Headline, string Body, ExportedBytes Original);

/// <summary>A paragraph that somebody put back or took out.</summary>
public sealed record ExportedLineCorrection(
    DateTime At, string Text, int Copy, bool IsKept, LineKind Kind, string Rule, double Confidence, DateTime? UndoneAt,
    string? Who = null);

/// <summary>An article with all that the archive knows of it: a line of an export.</summary>
public sealed record ExportedArticle
{
    public const int CurrentVersion = 1;

    /// <summary>Version of this form; also tells a line of an export from other JSON.</summary>
    public int Newsarchive { get; init; } = CurrentVersion;

    /// <summary>Which archive numbers its articles, names and stories so.</summary>
    public required string Archive { get; init; }
    public required long Id { get; init; }
    public string? ExternalId { get; init; }
    public required string Path { get; init; }
    public required int Ordinal { get; init; }
    public required string Origin { get; init; }
    public required string Format { get; init; }
    public required string Encoding { get; init; }
    public required ExportedField<string> Headline { get; init; }
    public required ExportedField<string> Standfirst { get; init; }
    public required ExportedField<string[]> Bylines { get; init; }
    public required ExportedField<string> Source { get; init; }
    public long? SourceId { get; init; }
    public required ExportedField<string> Published { get; init; }

    /// <summary>The date to its last fraction, how much of it is known, and the minutes from UTC where it was
    /// written.</summary>
    public DateTime? PublishedAt { get; init; }
    public DatePrecision? PublishedPrecision { get; init; }
    public int? PublishedOffset { get; init; }
    public required ExportedField<string> Updated { get; init; }
    public required ExportedField<string> Dateline { get; init; }
    public required ExportedField<string> Language { get; init; }
    public required ExportedField<string> Url { get; init; }
    public required string Body { get; init; }
    public required int Words { get; init; }
    public required ImmutableArray<ExportedName> Names { get; init; }
    public required ImmutableArray<ExportedQuote> Quotes { get; init; }
    public ExportedStory? Story { get; init; }
    public long? CopyOf { get; init; }
    public required ImmutableArray<ClassifiedLine> Lines { get; init; }
    public required ImmutableArray<RepairStep> Repairs { get; init; }

    /// <summary>Numbers of the names as the reading found them, by what articles share to mean the same.</summary>
    public required ImmutableSortedDictionary<string, long> NameIds { get; init; }

    /// <summary>Fields that came from beside the document, as stored.</summary>
    public string? Supplied { get; init; }
    public required string ContentHash { get; init; }
    public required ExportedBytes Original { get; init; }
    public ImmutableArray<ExportedRevision> Revisions { get; init; } = [];
    public ImmutableArray<ExportedLineCorrection> LineCorrections { get; init; } = [];
    public required DateTime AddedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    internal static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Its line, without an end.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>What is known of the article beside its text.</summary>
    public ArticleMetadata Metadata() => new(
        Headline.As(v => v), Standfirst.As(v => v), Bylines.As(v => v.ToImmutableArray()), Source.As(v => v),
        Published.As(v => WrittenDate.Parse(v) is var date ? date with
        {
            At = PublishedAt ?? date.At,
            Offset = PublishedOffset is { } minutes ? TimeSpan.FromMinutes(minutes) : null
        } : default),
        Dateline.As(v => v), Language.As(v => v), Url.As(v => v), Updated.As(WrittenDate.Parse));

    /// <summary>The document that the article was read from.</summary>
    /// <exception cref="InvalidDataException">Its bytes are damaged.</exception>
    public RawDocument ToDocument() =>
        new(Path, Ordinal, Format, Encoding, Original.Expand(), "", new() { ExternalId = ExternalId }, []);
}

/// <summary>A name that an exported act is about, so that another archive finds or makes it.</summary>
public sealed record ExportedEntity(long Id, string Key, string Name, EntityKind Kind, string? Country);

/// <param name="Article">Origin of an article that is in it by comparing alone; null where none is.</param>
public sealed record ExportedStoryNumber(long Id, string? Article);

/// <summary>A source or author, by the name under which articles have it.</summary>
public sealed record ExportedHouse(long Id, string Name);

/// <summary>An article that somebody removed, with what brings it back.</summary>
/// <param name="Reading">Its lines as they were read, as stored.</param>
public sealed record ExportedRemoved(
    long Id, string Origin, string Path, int Ordinal, string? ExternalId, string TextHash, string? Supplied,
    string Format, string Encoding, string? Headline, string? Source, DateTime? Published, byte[] Reading,
    DateTime AddedAt, DateTime UpdatedAt, ExportedBytes Original)
{
    /// <summary>The story that it was in, and the one by comparing alone.</summary>
    public long? Story { get; init; }
    public long? FoundStory { get; init; }
}

/// <summary>What somebody did by hand, or keeps: a line of an export of the whole archive.</summary>
public sealed record ExportedAct
{
    public int Newsarchive { get; init; } = ExportedArticle.CurrentVersion;
    public required string Archive { get; init; }

    /// <summary>
    /// merge, split, rename, kind, hide or alias of names; story-merge, story-move, story-number; headline, standfirst,
    /// bylines, source, published, language, merge-source, rename-source, merge-author, rename-author, speaker,
    /// not-a-quote, different, remove; search, star, read, tag, note, collection.
    /// </summary>
    public required string Act { get; init; }
    public string? Who { get; init; }
    public DateTime At { get; init; }
    public DateTime? UndoneAt { get; init; }
    public ExportedEntity? Entity { get; init; }
    public ExportedEntity? Other { get; init; }
    public string? Text { get; init; }
    public EntityKind? Kind { get; init; }
    public string? Key { get; init; }

    /// <summary>Origin of the one article in which a split holds.</summary>
    public string? Article { get; init; }
    public ExportedStoryNumber? Story { get; init; }
    public ExportedStoryNumber? Target { get; init; }

    /// <summary>Origins of the articles that were moved.</summary>
    public ImmutableArray<string>? Articles { get; init; }

    /// <summary>Of a search: its query, and what somebody has seen of it.</summary>
    public string? Query { get; init; }
    public DateTime? SeenAt { get; init; }
    public long? SeenArticle { get; init; }

    /// <summary>The source or author that is corrected, or of which all articles are meant; and what it goes
    /// into.</summary>
    public ExportedHouse? House { get; init; }
    public ExportedHouse? Into { get; init; }

    /// <summary>Which of the places with these words in their article, from 0.</summary>
    public int? Copy { get; init; }

    /// <summary>What was chosen, in words.</summary>
    public string? Scope { get; init; }
    public ImmutableArray<ExportedRemoved>? Removed { get; init; }

    /// <summary>Of a note: the words that it stands beside, and when it was changed last.</summary>
    public string? Words { get; init; }
    public DateTime? ChangedAt { get; init; }

    /// <summary>Its line, without an end.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ExportedArticle.Form);
}

/// <summary>What a line of an export holds: an article, an act, or why neither can be read.</summary>
public sealed record ExportedContent(ExportedArticle? Article, ExportedAct? Act, string? Failure)
{
    public static ExportedContent Of(ExportedLine line)
    {
        if (line.Version > ExportedArticle.CurrentVersion)
            return Failed(line, "exported by a newer version of this program; import it with that one");
        try
        {
            using var json = JsonDocument.Parse(line.Json);
            return json.RootElement.TryGetProperty("act", out _)
                ? new(null, json.Deserialize<ExportedAct>(ExportedArticle.Form), null)
                : new(json.Deserialize<ExportedArticle>(ExportedArticle.Form), null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return Failed(line, $"a damaged line of an export: {e.Message.Split('\n')[0]}");
        }
    }

    private static ExportedContent Failed(ExportedLine line, string why) => new(null, null, line.Place + why);
}

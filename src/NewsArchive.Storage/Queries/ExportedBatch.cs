using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Exports;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>Some articles with everything that a line of an export states of them.</summary>
internal sealed class ExportedBatch
{
    /// <summary>A row with the document that it was read from, compressed.</summary>
    private sealed record Kept<T>(T Row, byte[] Content, int Length);

    private readonly string identity;
    private readonly Dictionary<long, Kept<ArticleRow>> rows;
    private readonly Dictionary<long, StoredReading> readings;
    private readonly ILookup<long, string> authors;
    private readonly ILookup<long, Mention> mentions;
    private readonly ILookup<long, ExportedQuote> quotes;
    private readonly ILookup<long, Kept<RevisionRow>> revisions;
    private readonly ILookup<long, LineCorrectionRow> corrections;
    private readonly Dictionary<long, string?> headlines;

    /// <summary>Of articles whose fields were corrected.</summary>
    private readonly Dictionary<long, ReadFieldsRow> read;

    /// <summary>Sources as the reading found them, by article.</summary>
    private readonly Dictionary<long, (long Id, string Name)> foundSources;
    private readonly ILookup<long, string> foundAuthors;

    private ExportedBatch(
        string identity, Dictionary<long, Kept<ArticleRow>> rows, Dictionary<long, StoredReading> readings,
        ILookup<long, string> authors, ILookup<long, Mention> mentions, ILookup<long, ExportedQuote> quotes,
        ILookup<long, Kept<RevisionRow>> revisions, ILookup<long, LineCorrectionRow> corrections,
        Dictionary<long, string?> headlines, Dictionary<long, ReadFieldsRow> read,
        Dictionary<long, (long, string)> foundSources, ILookup<long, string> foundAuthors)
    {
        (this.read, this.foundSources, this.foundAuthors) = (read, foundSources, foundAuthors);
        (this.identity, this.rows, this.readings, this.authors) = (identity, rows, readings, authors);
        (this.mentions, this.quotes, this.revisions) = (mentions, quotes, revisions);
        (this.corrections, this.headlines) = (corrections, headlines);
    }

    public static async Task<ExportedBatch> LoadAsync(
        ArchiveDb db, string identity, List<long> batch, CancellationToken cancel)
    {
        var rows = await db.Articles.AsNoTracking().Where(a => batch.Contains(a.Id))
            .Join(db.Originals, a => a.OriginalId, o => o.Id, (a, o) => new Kept<ArticleRow>(a, o.Content, o.Length))
            .ToDictionaryAsync(a => a.Row.Id, cancel);
        var readings = (await db.Readings.AsNoTracking().Where(r => batch.Contains(r.ArticleId)).ToListAsync(cancel))
            .ToDictionary(r => r.ArticleId, r => StoredReading.Read(r.Data));
        var authors = await ExportQuery.AuthorsAsync(db, batch, cancel);
        var mentions = await MentionsAsync(db, batch, cancel);
        var quotes = (await db.Quotes.AsNoTracking().Where(q => batch.Contains(q.ArticleId))
            .Select(q => new
            {
                q.ArticleId,
                Quote = new ExportedQuote(q.Id, q.Start, q.End, q.Line, q.Text,
                    db.Entities.Where(e => e.Id == q.SpeakerId).Select(e => e.Name).FirstOrDefault(), q.SpeakerId,
                        q.Cue),
            }).ToListAsync(cancel)).ToLookup(q => q.ArticleId, q => q.Quote);
        var revisions = (await db.Revisions.AsNoTracking().Where(r => batch.Contains(r.ArticleId))
            .Join(db.Originals, r => r.OriginalId, o => o.Id, (r, o) => new Kept<RevisionRow>(r, o.Content, o.Length))
            .ToListAsync(cancel)).ToLookup(r => r.Row.ArticleId);
        var corrections = (await db.LineCorrections.AsNoTracking().Where(c => batch.Contains(c.ArticleId))
            .OrderBy(c => c.Id).ToListAsync(cancel)).ToLookup(c => c.ArticleId);
        var stories = rows.Values.Select(r => r.Row.StoryId).OfType<long>().Distinct().ToList();
        var headlines = await db.Stories.Where(s => stories.Contains(s.Id))
            .Join(db.Articles, s => s.HeadArticleId, a => a.Id, (s, a) => new { s.Id, a.Headline })
            .ToDictionaryAsync(s => s.Id, s => s.Headline, cancel);
        var read = await db.ReadFields.AsNoTracking().Where(r => batch.Contains(r.ArticleId))
            .ToDictionaryAsync(r => r.ArticleId, cancel);
        var foundSources = await db.Articles.Where(a => batch.Contains(a.Id))
            .Join(db.Sources, a => a.FoundSourceId, s => s.Id, (a, s) => new { Article = a.Id, s.Id, s.FoundName })
            .ToDictionaryAsync(s => s.Article, s => (s.Id, s.FoundName), cancel);
        var foundAuthors = await ExportQuery.AuthorsAsync(db, batch, cancel, asFound: true);
        return new(identity, rows, readings, authors, mentions, quotes, revisions, corrections, headlines, read,
            foundSources, foundAuthors);
    }

    /// <returns>Null where there is no such article.</returns>
    public ExportedArticle? Of(long id)
    {
        if (!rows.TryGetValue(id, out var found)) return null;
        var row = found.Row;
        var reading = readings.GetValueOrDefault(id, StoredReading.None);
        var evidence = reading.Evidence.ToLookup(e => e.Field);
        var source = foundSources.GetValueOrDefault(id);
        var fields = read.GetValueOrDefault(id) ?? ArticleFields.Of(row, null).ToRead(id);
        return new()
        {
            Archive = identity,
            Id = id,
            ExternalId = row.ExternalId,
            Path = row.Path,
            Ordinal = row.Ordinal,
            Origin = row.Origin,
            Format = row.Format,
            Encoding = row.Encoding,
            Headline = Field(evidence["headline"], fields.Headline, row.Headline, row.HeadlineStatus),
            Standfirst = Field(evidence["standfirst"], fields.Standfirst, row.Standfirst,
                row.Standfirst == fields.Standfirst ? InferenceStatus.Found : InferenceStatus.Corrected),
            Bylines = Bylines(evidence["bylines"], id, row),
            Source = Field(evidence["source"], source.Name, row.SourceName, row.SourceStatus),
            SourceId = source.Name is null ? null : source.Id,
            Published = Field(evidence["published"], Written(fields.Published, fields.PublishedPrecision),
                Written(row.Published, row.PublishedPrecision), row.PublishedStatus),
            PublishedAt = fields.Published,
            PublishedPrecision = fields.PublishedPrecision,
            PublishedOffset = fields.PublishedOffset,
            Updated = Field(evidence[Evidence.Updated],
                evidence[Evidence.Updated].FirstOrDefault(e => !e.IsRejected)?.Value),
            Dateline = Field(evidence["dateline"], row.Dateline),
            Language = Field(evidence["language"], fields.Language, row.Language, row.LanguageStatus),
            Url = Field(evidence["url"], row.Url),
            Body = row.Body,
            Words = row.Words,
            Names = [.. NamesOf(mentions[id], row.Body)],
            Quotes = [.. quotes[id].OrderBy(q => q.Start)],
            Story = row.StoryId is null && row.FoundStoryId is null ? null : new(row.StoryId,
                row.StoryId is { } story ? headlines.GetValueOrDefault(story) : null, row.FoundStoryId),
            CopyOf = row.CopyOfId,
            Lines = reading.Lines,
            Repairs = [.. reading.Repairs],
            NameIds = mentions[id].DistinctBy(m => m.FoundKey)
                .ToImmutableSortedDictionary(m => m.FoundKey, m => m.FoundId, StringComparer.Ordinal),
            Supplied = row.Supplied,
            ContentHash = row.ContentHash,
            Original = new(found.Length, found.Content),
            Revisions = [.. revisions[id].OrderBy(r => r.Row.Number).Select(r => new ExportedRevision(r.Row.Number,
                r.Row.ReadAt, r.Row.Headline, r.Row.Body, new(r.Length, r.Content)))],
            LineCorrections = [.. corrections[id].Select(c => new ExportedLineCorrection(c.At, c.Text, c.Copy, c.IsKept,
                c.Kind, c.Rule, c.Confidence, c.UndoneAt, c.Who))],
            AddedAt = row.AddedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    private static string? Written(DateTime? at, DatePrecision? precision) =>
        at is { } moment ? new WrittenDate(moment, precision ?? DatePrecision.Day).ToString() : null;

    private ExportedField<string[]> Bylines(IEnumerable<FieldEvidence> evidence, long id, ArticleRow row)
    {
        string[]? shown = authors.Contains(id) ? [.. authors[id]] : null;
        string[]? asRead = read.GetValueOrDefault(id) is { } of ? of.Bylines is { } lines
                ? [.. ArticleFields.SplitBylines(lines)] : null
            : foundAuthors.Contains(id) ? [.. foundAuthors[id]] : null;
        var before = Field(evidence, asRead);
        return row.BylineStatus != InferenceStatus.Corrected && (shown ?? []).SequenceEqual(asRead ?? []) ? before
            : Corrected(before, shown, row.BylineStatus);
    }

    /// <summary>A field with its value in the article, and what the reading gave where that is another.</summary>
    private static ExportedField<string> Field(
        IEnumerable<FieldEvidence> evidence, string? asRead, string? value, InferenceStatus status)
    {
        var before = Field(evidence, asRead);
        return status != InferenceStatus.Corrected && value == asRead ? before : Corrected(before, value, status);
    }

    private static ExportedField<T> Corrected<T>(ExportedField<T> before, T? value, InferenceStatus status) =>
        new(value, status, status == InferenceStatus.Corrected ? 1 : before.Confidence, null,
            status == InferenceStatus.Corrected ? "set by hand" : "called so by hand", [])
        { AsRead = before };

    private static ExportedField<T> Field<T>(IEnumerable<FieldEvidence> evidence, T? value)
    {
        var all = evidence.ToList();
        return all.Find(e => !e.IsRejected) is not { } kept
            ? new(value, value is null ? InferenceStatus.Absent : InferenceStatus.Inferred, 0, null, null, [])
            : new(kept.Status == InferenceStatus.Absent ? default : value, kept.Status, kept.Confidence, kept.Line,
                kept.Words,
                [.. all.Where(e => e.IsRejected).Select(e => new Rejected(e.Value ?? "", e.Words ?? ""))]);
    }

    private sealed record Mention(
        long Article, int Start, int End, int Line, long EntityId, string Name, EntityKind Kind, long FoundId,
            string FoundKey);

    private static async Task<ILookup<long, Mention>> MentionsAsync(ArchiveDb db, List<long> batch,
        CancellationToken cancel) =>
        (await db.Mentions.Where(m => batch.Contains(m.ArticleId))
            .Join(db.Entities, m => m.EntityId, e => e.Id, (m, e) => new { Mention = m, Entity = e })
            .Join(db.Entities, m => m.Mention.FoundId, f => f.Id, (m, f) => new Mention(m.Mention.ArticleId,
                m.Mention.Start,
                m.Mention.End, m.Mention.Line, m.Entity.Id, m.Entity.Name, m.Entity.Kind, f.Id, f.Key))
            .ToListAsync(cancel)).ToLookup(m => m.Article);

    private static IEnumerable<ExportedName> NamesOf(IEnumerable<Mention> mentions, string body) => mentions
        .OrderBy(m => m.Start).GroupBy(m => m.EntityId).Select(g => new ExportedName(g.Key, g.First().Name,
            g.First().Kind,
            [.. g.Select(m => new ExportedMention(m.Start, m.End, m.Line, body[m.Start..m.End]))]));
}

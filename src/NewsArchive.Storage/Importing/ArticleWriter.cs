using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Importing;

/// <summary>Stores articles within one transaction.</summary>
internal sealed class ArticleWriter : IDisposable
{
    private readonly ArchiveDb db;
    private readonly HashSet<long> origins;
    private readonly RowInserter<ArticleRow> articles;
    private readonly RowInserter<OriginalRow> originals;
    private readonly RowInserter<LineRow> lines;
    private readonly RowInserter<RepairRow> repairs;
    private readonly RowInserter<EvidenceRow> evidence;
    private readonly RowInserter<QuoteRow> quotes;
    private readonly RowInserter<SourceRow> sources;
    private readonly RowInserter<AuthorRow> authors;
    private readonly RowInserter<ArticleAuthorRow> bylines;
    private readonly RowInserter<EntityRow> entities;
    private readonly RowInserter<AliasRow> aliases;
    private readonly RowInserter<ArticleEntityRow> articleEntities;
    private readonly RowInserter<MentionRow> mentions;
    private readonly NameRegistry names;
    private readonly Dictionary<long, int> named = [];
    private long nextArticle;
    private long nextOriginal;

    /// <param name="origins">Short hashes of the origins that the run has met; added to.</param>
    public ArticleWriter(ArchiveDb db, HashSet<long> origins)
    {
        this.db = db;
        this.origins = origins;
        articles = new(db);
        originals = new(db);
        lines = new(db);
        repairs = new(db);
        evidence = new(db);
        quotes = new(db);
        sources = new(db);
        authors = new(db);
        bylines = new(db);
        entities = new(db);
        aliases = new(db);
        articleEntities = new(db);
        mentions = new(db);
        names = new(db, sources, authors, entities, aliases);
        nextArticle = (db.Articles.Max(a => (long?)a.Id) ?? 0) + 1;
        nextOriginal = (db.Originals.Max(o => (long?)o.Id) ?? 0) + 1;
    }

    private static readonly Func<ArchiveDb, string, ArticleRow?> ByOrigin = EF.CompileQuery((ArchiveDb db, string origin) =>
        db.Articles.AsNoTracking().FirstOrDefault(a => a.Origin == origin));

    private static readonly Func<ArchiveDb, string, long, long?> TwinOf = EF.CompileQuery((ArchiveDb db, string hash, long self) =>
        db.Articles.Where(a => a.TextHash == hash && a.DuplicateOfId == null && a.Id != self).Select(a => (long?)a.Id).FirstOrDefault());

    private static readonly Func<ArchiveDb, string, long?> OriginalOf = EF.CompileQuery((ArchiveDb db, string hash) =>
        db.Originals.Where(o => o.ContentHash == hash).Select(o => (long?)o.Id).FirstOrDefault());

    /// <summary>Adds the article, or replaces what an earlier reading of the same origin left.</summary>
    /// <param name="supplied">Fields from beside the document, as stored.</param>
    /// <param name="knownOrigin">The origin of a stored article that is read again; null to find it.</param>
    public ImportResult Write(Article article, DateTime now, bool force, string? supplied = null, string? knownOrigin = null)
    {
        var document = article.Document;
        var origin = knownOrigin ?? OriginOf(document);
        var hash = Hash(document.Original.Span);
        var before = ByOrigin(db, origin);
        ImportResult Result(ImportStatus status, long id, long? duplicateOf = null, string? reason = null) =>
            new(document.Path, document.Ordinal, status, id, article.Metadata.Headline.Value, duplicateOf, reason);
        if (before is not null && before.ContentHash == hash && before.Supplied == supplied && !force) return Result(ImportStatus.Unchanged, before.Id, before.DuplicateOfId);

        var id = before?.Id ?? nextArticle++;
        if (before is not null && before.ContentHash != hash) Keep(before);
        if (before is not null) Remove(before.Id);
        var textHash = TextHash(article);
        var twin = TwinOf(db, textHash, id);
        var row = Row(article, id, origin, hash, textHash, twin, now);
        row.AddedAt = before?.AddedAt ?? now;
        row.StoryId = before?.StoryId;
        row.Supplied = supplied;
        articles.Insert(row);
        WriteParts(article, id);
        return before is not null ? Result(ImportStatus.Updated, id, twin)
            : twin is not null ? Result(ImportStatus.Duplicate, id, twin, $"the same text as article {twin}")
            : Result(ImportStatus.Added, id);
    }

    /// <summary>
    /// The same path and place is the same article; in a file of many a declared id is a better place than a number, unless
    /// the file uses it twice. Standard input has no place, so its content is.
    /// </summary>
    private string OriginOf(Formats.RawDocument document)
    {
        if (document.Path == InputFiles.StandardInput) return $"-#{Hash(document.Original.Span)}";
        var path = Path.GetFullPath(document.Path);
        if (document.Declared.ExternalId is { } id && origins.Add(BitConverter.ToInt64(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{path}#id:{id}"))))) return $"{path}#id:{id}";
        return $"{path}#{document.Ordinal}";
    }

    private ArticleRow Row(Article article, long id, string origin, string hash, string textHash, long? twin, DateTime now)
    {
        var (document, metadata) = (article.Document, article.Metadata);
        var bylineNames = metadata.Bylines.Value is { IsDefault: false } list ? list : [];
        return new()
        {
            Id = id,
            Origin = origin,
            Path = document.Path,
            Ordinal = document.Ordinal,
            ExternalId = document.Declared.ExternalId,
            OriginalId = Original(document.Original, hash),
            ContentHash = hash,
            TextHash = textHash,
            Format = document.Format,
            Encoding = document.Encoding,
            Headline = metadata.Headline.Value,
            HeadlineStatus = metadata.Headline.Status,
            Slug = Slugs.Of(metadata.Headline.Value ?? ""),
            Standfirst = metadata.Standfirst.Value,
            Byline = bylineNames.IsEmpty ? null : string.Join(", ", bylineNames),
            BylineStatus = metadata.Bylines.Status,
            SourceId = metadata.Source.Value is { } source ? names.Source(source) : null,
            SourceName = metadata.Source.Value,
            SourceStatus = metadata.Source.Status,
            Published = metadata.Published.IsKnown ? metadata.Published.Value.At : null,
            PublishedPrecision = metadata.Published.IsKnown ? metadata.Published.Value.Precision : null,
            PublishedStatus = metadata.Published.Status,
            Dateline = metadata.Dateline.Value,
            Language = metadata.Language.Value,
            LanguageStatus = metadata.Language.Status,
            Url = metadata.Url.Value,
            UrlStatus = metadata.Url.Status,
            Lede = article.Reading.Passages.FirstOrDefault(p => p.Paragraph.Kind == LineKind.Body)?.Text ?? "",
            Body = article.Reading.Body,
            Words = article.Reading.CountWords(),
            Lines = article.Lines.Length,
            TextLines = article.Lines.Count(l => l.Kind != LineKind.Blank),
            KeptLines = article.Lines.Count(l => l.Kind.IsReading()),
            Repairs = article.Repairs.Length,
            DuplicateOfId = twin,
            AddedAt = now,
            UpdatedAt = now,
        };
    }

    private void WriteParts(Article article, long id)
    {
        foreach (var line in article.Lines)
            lines.Insert(new() { ArticleId = id, Number = line.Number, Kind = line.Kind, Text = line.Text, Rule = line.Rule, Confidence = line.Confidence, Block = line.Block });
        var place = 0;
        foreach (var step in article.Repairs)
            repairs.Insert(new() { ArticleId = id, Place = place++, Line = step.Line, Start = step.Start, Rule = step.Rule, Before = step.Before, After = step.After });
        place = 0;
        foreach (var row in EvidenceRows.Of(article.Metadata, id))
        {
            row.Place = place++;
            evidence.Insert(row);
        }
        if (article.Metadata.Bylines.Value is { IsDefault: false } authorNames)
        {
            place = 0;
            foreach (var author in authorNames.Select(names.Author).Distinct())
                bylines.Insert(new() { ArticleId = id, AuthorId = author, Place = place++ });
        }
        Dictionary<string, long> speakers = [];
        Dictionary<long, int> counts = [];
        foreach (var entity in article.Entities)
        {
            var entityId = names.Entity(entity, id);
            speakers.TryAdd(entity.Name, entityId);
            counts[entityId] = counts.GetValueOrDefault(entityId) + entity.Mentions.Length;
            foreach (var mention in entity.Mentions)
                mentions.Insert(new() { ArticleId = id, Start = mention.Start, End = mention.End, EntityId = entityId, Line = LineAt(article, mention.Start) });
        }
        foreach (var (entityId, count) in counts)
        {
            articleEntities.Insert(new() { ArticleId = id, EntityId = entityId, Mentions = count });
            named[entityId] = named.GetValueOrDefault(entityId) + 1;
        }
        foreach (var quote in article.Quotes)
            quotes.Insert(new()
            {
                ArticleId = id,
                Start = quote.Start,
                End = quote.End,
                Text = quote.Text,
                Cue = quote.Cue,
                Line = quote.Line,
                SpeakerId = quote.Speaker is { } speaker && speakers.TryGetValue(speaker, out var speakerId) ? speakerId : null,
            });
    }

    /// <summary>Brings the entities' counts of articles up to date; to be called once, after the last article of the batch.</summary>
    public void CountEntities()
    {
        foreach (var group in named.GroupBy(n => n.Value, n => n.Key))
            foreach (var ids in group.Chunk(500))
                db.Entities.Where(e => ids.Contains(e.Id)).ExecuteUpdate(e => e.SetProperty(x => x.Articles, x => x.Articles + group.Key));
        named.Clear();
    }

    private static int LineAt(Article article, int offset) =>
        article.Reading.Passages.LastOrDefault(p => p.Start <= offset)?.Paragraph.Line ?? 1;

    private long Original(ReadOnlyMemory<byte> content, string hash)
    {
        if (OriginalOf(db, hash) is { } known) return known;
        originals.Insert(new() { Id = nextOriginal, ContentHash = hash, Content = OriginalBytes.Compress(content.Span), Length = content.Length });
        return nextOriginal++;
    }

    /// <summary>Keeps the version that the file no longer holds.</summary>
    private void Keep(ArticleRow before)
    {
        db.Revisions.Add(new()
        {
            ArticleId = before.Id,
            Number = (db.Revisions.Where(r => r.ArticleId == before.Id).Max(r => (int?)r.Number) ?? 0) + 1,
            ReadAt = before.UpdatedAt,
            OriginalId = before.OriginalId,
            Headline = before.Headline,
            Body = before.Body,
        });
        db.SaveChanges();
        db.ChangeTracker.Clear();
    }

    /// <summary>Takes an article out before it is written again. Its id, its story and the aliases it brought stay.</summary>
    private void Remove(long id)
    {
        var entityIds = db.ArticleEntities.Where(e => e.ArticleId == id).Select(e => e.EntityId);
        db.Entities.Where(e => entityIds.Contains(e.Id)).ExecuteUpdate(e => e.SetProperty(x => x.Articles, x => x.Articles - 1));
        db.ArticleEntities.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Mentions.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Quotes.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Evidence.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Repairs.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Lines.Where(x => x.ArticleId == id).ExecuteDelete();
        db.ArticleAuthors.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Articles.Where(x => x.Id == id).ExecuteDelete();
    }

    internal static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Words of the body without case, marks and punctuation; a document with hardly a word is never a twin.</summary>
    private static string TextHash(Article article)
    {
        var words = Words.Cut(article.Reading.Body);
        var text = words.Count < FewestWordsOfATwin
            ? $"{article.Document.Path}#{article.Document.Ordinal}"
            : string.Join(' ', words.Select(w => Words.Fold(w.Text)));
        return Hash(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private const int FewestWordsOfATwin = 20;

    public void Dispose()
    {
        foreach (IDisposable inserter in new IDisposable[] { articles, originals, lines, repairs, evidence, quotes, sources, authors, bylines, entities, aliases, articleEntities, mentions })
            inserter.Dispose();
    }
}

/// <summary>Compression of the stored originals.</summary>
internal static class OriginalBytes
{
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest))
            brotli.Write(content);
        return buffer.ToArray();
    }

    public static byte[] Expand(byte[] content)
    {
        using var brotli = new BrotliStream(new MemoryStream(content), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        brotli.CopyTo(buffer);
        return buffer.ToArray();
    }
}

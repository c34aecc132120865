using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Lines;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Stores articles, batch by batch: first <see cref="Prepare"/>, then each, then <see cref="Count"/>.
/// </summary>
internal sealed class ArticleWriter : IDisposable
{
    private readonly ArchiveDb db;
    private readonly ArticleIdentity identity;
    private readonly RowInserter<ArticleRow> articles;
    private readonly RowInserter<OriginalRow> originals;
    private readonly RowInserter<ReadingRow> readings;
    private readonly Dictionary<(LineKind Kind, string Rule), int> lineCounts = [];
    private readonly RowInserter<QuoteRow> quotes;
    private readonly RowInserter<SourceRow> sources;
    private readonly RowInserter<AuthorRow> authors;
    private readonly RowInserter<ArticleAuthorRow> bylines;
    private readonly RowInserter<EntityRow> entities;
    private readonly RowInserter<AliasRow> aliases;
    private readonly RowInserter<ArticleEntityRow> articleEntities;
    private readonly RowInserter<MentionRow> mentions;
    private readonly RowInserter<StorySignatureRow> signatures;
    private readonly RowInserter<StoryRow> stories;
    private readonly RowInserter<ReadFieldsRow> readFields;
    private readonly NameRegistry names;
    private readonly SourceRegistry sourceIds;
    private readonly AuthorRegistry authorIds;
    private readonly long? runId;
    private readonly GivenNumbers numbers;
    private readonly Dictionary<long, int> named = [];
    private long nextArticle;
    private readonly QuoteGroups quoteGroups;
    private long nextOriginal;
    private long nextQuote;

    /// <param name="identity">What the run knows of the files it has met.</param>
    /// <param name="runId">The import that adds what is new; null where none does.</param>
    public ArticleWriter(ArchiveDb db, ArticleIdentity identity, long? runId)
    {
        this.runId = runId;
        this.db = db;
        this.identity = identity;
        articles = RowInserter<ArticleRow>.Into(db);
        originals = RowInserter<OriginalRow>.Into(db);
        readings = RowInserter<ReadingRow>.Into(db);
        quotes = RowInserter<QuoteRow>.Into(db);
        sources = RowInserter<SourceRow>.Into(db);
        authors = RowInserter<AuthorRow>.Into(db);
        bylines = RowInserter<ArticleAuthorRow>.Into(db);
        entities = RowInserter<EntityRow>.Into(db);
        aliases = RowInserter<AliasRow>.Into(db);
        articleEntities = RowInserter<ArticleEntityRow>.Into(db);
        mentions = RowInserter<MentionRow>.Into(db);
        signatures = RowInserter<StorySignatureRow>.Into(db);
        stories = RowInserter<StoryRow>.Into(db, orIgnore: true);
        readFields = RowInserter<ReadFieldsRow>.Into(db);
        numbers = new(db);
        names = new(db, entities, aliases);
        sourceIds = new(db, sources);
        authorIds = new(db, authors);
        nextArticle = Math.Max(db.Articles.Max(a => (long?)a.Id) ?? 0, db.RemovedArticles.Max(a =>
            (long?)a.Id) ?? 0) + 1;
        quoteGroups = new(db);
        nextQuote = (db.Quotes.Max(q => (long?)q.Id) ?? 0) + 1;
        nextOriginal = (db.Originals.Max(o => (long?)o.Id) ?? 0) + 1;
    }

    private readonly Dictionary<string, ArticleRow> stored = [];
    private readonly Dictionary<string, List<long>> twins = [];
    private readonly Dictionary<string, long> knownOriginals = [];
    private readonly Dictionary<string, RemovedArticleRow> removed = [];
    private readonly Dictionary<string, RemovedArticleRow> removedTexts = [];
    private FieldCorrectionRules fieldRules = null!;
    private QuoteCorrectionRules quoteRules = null!;

    /// <summary>Numbers that the quotes of the article had that is written again; addresses are made of them.</summary>
    private readonly Dictionary<(string Words, int Copy), long> keptQuotes = [];
    private readonly Dictionary<ReadyArticle, string> originOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Asks the archive, once for a batch, what it knows of its articles.</summary>
    /// <returns>The articles as they are to be written: with what people corrected in them.</returns>
    public IReadOnlyList<ReadyArticle> Prepare(IReadOnlyList<ReadyArticle> articles)
    {
        stored.Clear();
        twins.Clear();
        knownOriginals.Clear();
        originOf.Clear();
        var found = identity.Find(db, articles);
        foreach (var (article, (origin, _)) in found) originOf[article] = origin;
        var places = found.Values.SelectMany(f => new[] { f.Origin, f.StoredAs }).OfType<string>().Distinct().ToList();
        var rows = db.Articles.AsNoTracking().Where(a => places.Contains(a.Origin)).ToDictionary(a => a.Origin);
        foreach (var (origin, storedAs) in found.Values)
            if (rows.GetValueOrDefault(storedAs ?? origin) is { } row) stored[origin] = row;
        var texts = articles.Select(a => a.TextHash).Distinct().ToList();
        removed.Clear();
        removedTexts.Clear();
        foreach (var gone in db.RemovedArticles.AsNoTracking().Where(r => places.Contains(r.Origin)))
            removed[gone.Origin] = gone;
        foreach (var gone in db.RemovedArticles.AsNoTracking().Where(r => texts.Contains(r.TextHash)))
            removedTexts[gone.TextHash] = gone;
        List<long> ids = [.. stored.Values.Select(r => r.Id), .. removed.Values.Select(r => r.Id)];
        fieldRules = FieldCorrectionRules.InForce(db, ids);
        quoteRules = QuoteCorrectionRules.InForce(db, ids);
        articles = Corrected(articles, ids);
        texts = articles.Select(a => a.TextHash).Distinct().ToList();
        foreach (var twin in db.Articles.Where(a => texts.Contains(a.TextHash) && a.DuplicateOfId == null)
            .OrderBy(a => a.Id).Select(a => new { a.TextHash, a.Id }))
            AddTwin(twin.TextHash, twin.Id);
        var contents = articles.Select(a => a.ContentHash).Distinct().ToList();
        foreach (var original in db.Originals.Where(o => contents.Contains(o.ContentHash))
            .Select(o => new { o.ContentHash, o.Id })) knownOriginals[original.ContentHash] = original.Id;
        names.Prepare(articles.SelectMany(a => a.Article.Entities));
        quoteGroups.Prepare(articles.SelectMany(a => a.Article.Quotes).Select(q => q.Text));
        return articles;
    }

    private IReadOnlyList<ReadyArticle> Corrected(IReadOnlyList<ReadyArticle> articles, List<long> ids)
    {
        var corrections = LineCorrectionRules.InForce(db, ids);
        if (corrections.Count == 0) return articles;
        return [.. articles.Select(ready =>
        {
            var origin = originOf[ready];
            var known = stored.GetValueOrDefault(origin)?.Id ?? removed.GetValueOrDefault(origin)?.Id;
            if (known is not { } id || !corrections.Contains(id)) return ready;
            var corrected = ReadyArticle.Of(corrections.Apply(ready.Article, id), ready.Supplied, ready.KnownOrigin)
                with
            { IsBroughtBack = ready.IsBroughtBack };
            originOf[corrected] = origin;
            return corrected;
        })];
    }

    private void AddTwin(string textHash, long id)
    {
        if (!twins.TryGetValue(textHash, out var ids)) twins[textHash] = ids = [];
        ids.Add(id);
    }

    /// <summary>
    /// Adds an article of the prepared batch, or replaces what an earlier reading of the same origin left.
    /// </summary>
    public ImportResult Write(ReadyArticle ready, DateTime now, bool force)
    {
        var article = ready.Article;
        var document = article.Document;
        var (origin, hash, textHash) = (originOf[ready], ready.ContentHash, ready.TextHash);
        var before = stored.GetValueOrDefault(origin);
        ImportResult Result(ImportStatus status, long id, long? duplicateOf = null, string? reason = null) =>
            new(document.Path, document.Ordinal, status, id, article.Metadata.Headline.Value, duplicateOf, reason);
        if (before is not null && before.ContentHash == hash && before.Supplied == ready.Supplied && !force)
        {
            if (before.Origin != origin || before.Ordinal != document.Ordinal) Move(before, origin, document.Ordinal);
            return Result(ImportStatus.Unchanged, before.Id, before.DuplicateOfId);
        }

        var gone = before is null ? removed.GetValueOrDefault(origin) : null;
        if (before is null && !ready.IsBroughtBack && (gone ?? RemovedText(textHash)) is { } removedBefore)
            return Result(ImportStatus.Unchanged, removedBefore.Id, reason: ReasonOf(removedBefore));

        var given = numbers.Of(ready.Exported);
        var id = before?.Id ?? gone?.Id ?? GivenNumbers.Take(given?.Id, ref nextArticle,
            number => db.Articles.Any(a => a.Id == number) || db.RemovedArticles.Any(a => a.Id == number));
        if (before is not null && before.ContentHash != hash) Keep(before);
        keptQuotes.Clear();
        if (before is not null) TakeOut(before.Id);
        if (gone is not null) db.RemovedArticles.Where(r => r.Id == gone.Id).ExecuteDelete();
        long? twin = twins.GetValueOrDefault(textHash)?.Find(t => t != id) is > 0 and var found ? found : null;
        if (twin is null) AddTwin(textHash, id);
        var row = Row(ready, id, origin, twin, now);
        var fields = Corrected(ready, row);
        row.AddedAt = before?.AddedAt ?? gone?.AddedAt ?? now;
        if (gone is not null && gone.ContentHash == hash) row.UpdatedAt = gone.UpdatedAt;
        row.RunId = before is not null ? before.RunId : gone is not null ? gone.RunId : runId;
        (row.StoryId, row.FoundStoryId, row.CopyOfId) = (before?.StoryId ?? gone?.StoryId,
            before?.FoundStoryId ?? gone?.FoundStoryId, twin);
        if (before is null && given is not null) Restore(row, given);
        if (before is null && ready.Exported is { } exported) WriteHistory(exported, id);
        row.Supplied = ready.Supplied;
        articles.Insert(row);
        stored[origin] = row;
        WriteParts(ready, id, fields.Authors);
        if (before is not null && before.TextHash != textHash) PassOn(before);
        // What has no text is compared with nothing: a headline alone would make stories of what it does not tell.
        if (row.Body.Length > 0) signatures.Insert(new()
        {
            ArticleId = id,
            Day = fields.Day?.DayNumber,
            Data = row.Headline == ready.Article.Metadata.Headline.Value ? ready.Signature
                : ArticleSignature.Of(row.Headline, row.Body, ready.Article.Entities).ToBytes(),
        });
        return before is not null ? Result(ImportStatus.Updated, id, twin)
            : twin is not null ? Result(ImportStatus.Duplicate, id, twin, $"the same text as article {twin}")
            : Result(ImportStatus.Added, id);
    }

    /// <summary>The same text as one that somebody removed, where the archive has it from nowhere else.</summary>
    private RemovedArticleRow? RemovedText(string textHash) =>
        twins.GetValueOrDefault(textHash) is { Count: > 0 } ? null : removedTexts.GetValueOrDefault(textHash);

    private static string ReasonOf(RemovedArticleRow gone) => string.Create(CultureInfo.InvariantCulture,
        $"removed by hand before; bring it back with: newsarchive remove --undo {gone.CorrectionId}");

    /// <summary>Gives the row its fields with what people corrected; what the reading gave is kept beside.</summary>
    private ArticleFields Corrected(ReadyArticle ready, ArticleRow row)
    {
        var metadata = ready.Article.Metadata;
        long? found = metadata.Source.Value is { } written
            ? sourceIds.Found(written, numbers.Of(ready.Exported)?.SourceId) : null;
        var read = ArticleFields.Of(metadata, found is { } own ? sourceIds.Shown(own).Id : null);
        var fields = fieldRules.Apply(read, row.Id, name => sourceIds.Shown(sourceIds.Found(name)).Id);
        if (fields != read) readFields.Insert(read.ToRead(row.Id));
        fields.WriteTo(row, fields.SourceId is { } shown ? sourceIds.Shown(shown).Name : null);
        row.FoundSourceId = found;
        return fields;
    }

    private ArticleRow Row(ReadyArticle ready, long id, string origin, long? twin, DateTime now)
    {
        var article = ready.Article;
        var (document, metadata) = (article.Document, article.Metadata);
        return new()
        {
            Id = id,
            Origin = origin,
            Path = document.Path,
            Ordinal = document.Ordinal,
            ExternalId = document.Declared.ExternalId,
            OriginalId = Original(ready),
            ContentHash = ready.ContentHash,
            TextHash = ready.TextHash,
            Format = document.Format,
            Encoding = document.Encoding,
            Slug = "",
            Dateline = metadata.Dateline.Value,
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

    private void WriteParts(ReadyArticle ready, long id, IReadOnlyList<string> bylineNames)
    {
        var (article, given) = (ready.Article, numbers.Of(ready.Exported));
        readings.Insert(new() { ArticleId = id, Data = ready.Reading });
        CountLines(article.Lines, 1);
        var place = 0;
        foreach (var author in bylineNames.Select(authorIds.Of).Distinct())
            bylines.Insert(new() { ArticleId = id, AuthorId = author, Place = place++ });
        Dictionary<string, (long Found, long Owner)> speakers = [];
        Dictionary<long, int> counts = [];
        foreach (var entity in article.Entities)
        {
            var found = names.Entity(entity, id, given?.NameIds);
            names.Change(found.Id);
            Dictionary<long, int> owners = [];
            foreach (var mention in entity.Mentions)
            {
                var owner = names.Owner(found, mention.Text, id);
                owners[owner] = owners.GetValueOrDefault(owner) + 1;
                mentions.Insert(new()
                {
                    ArticleId = id,
                    Start = mention.Start,
                    End = mention.End,
                    EntityId = owner,
                    FoundId = found.Id,
                    Line = LineAt(article, mention.Start)
                });
            }
            foreach (var (owner, count) in owners) counts[owner] = counts.GetValueOrDefault(owner) + count;
            speakers.TryAdd(entity.Name, (found.Id, owners.MaxBy(o => (o.Value, -o.Key)).Key));
        }
        foreach (var (entityId, count) in counts)
        {
            articleEntities.Insert(new() { ArticleId = id, EntityId = entityId, Mentions = count });
            named[entityId] = named.GetValueOrDefault(entityId) + 1;
        }
        WriteQuotes(article, id, given, speakers);
    }

    private void WriteQuotes(
        Article article, long id, ExportedArticle? given, Dictionary<string, (long Found, long Owner)> speakers)
    {
        foreach (var (quote, copy) in article.Quotes.Index(q => q.Text))
        {
            var correction = quoteRules.Of(id, quote.Text, copy);
            if (correction?.Kind == CorrectionKind.NotAQuote) continue;
            (long Found, long Owner)? speaker = quote.Speaker is { } name
                && speakers.TryGetValue(name, out var known) ? known : null;
            var row = new QuoteRow
            {
                Id = keptQuotes.TryGetValue((quote.Text, copy), out var kept) ? kept
                    : GivenNumbers.Take(given?.Quotes.FirstOrDefault(q => q.Start == quote.Start
                        && q.End == quote.End)?.Id, ref nextQuote, number => db.Quotes.Any(q => q.Id == number)),
                ArticleId = id,
                Start = quote.Start,
                End = quote.End,
                Text = quote.Text,
                Cue = quote.Cue,
                Role = quote.Role,
                IsPerhaps = quote.IsPerhaps,
                Line = quote.Line,
                SpeakerId = correction is null ? speaker?.Owner
                    : correction.TargetId is { } by ? names.Current(by) : null,
                SpeakerFoundId = speaker?.Found,
            };
            row.GroupId = quoteGroups.Group(row);
            quotes.Insert(row);
        }
    }

    private void CountLines(IEnumerable<ClassifiedLine> lines, int step)
    {
        foreach (var line in lines)
            CollectionsMarshal.GetValueRefOrAddDefault(lineCounts, (line.Kind, line.Rule), out _) += step;
    }

    /// <summary>
    /// Brings what is counted up to date: articles of each entity, lines of each rule; to be called once, after the
    /// last article of the batch.
    /// </summary>
    public void Count()
    {
        using (var count = SqlStatement.Prepare(db.Database.GetDbConnection(),
            "INSERT INTO LineCounts (Kind, Rule, Lines) VALUES (?1, ?2, ?3) ON CONFLICT (Kind, Rule) DO UPDATE SET Lines = "
            + "LineCounts.Lines + ?3"))
            foreach (var ((kind, rule), lines) in lineCounts.Where(c => c.Value != 0)) count.Run(kind.ToString(),
                rule, lines);
        lineCounts.Clear();
        foreach (var group in named.GroupBy(n => n.Value, n => n.Key))
            foreach (var ids in group.Chunk(500))
                db.Entities.Where(e => ids.Contains(e.Id))
                    .ExecuteUpdate(e => e.SetProperty(x => x.Articles, x => x.Articles + group.Key));
        named.Clear();
        names.StoreChanges();
    }

    private static int LineAt(Article article, int offset) =>
        article.Reading.Passages.LastOrDefault(p => p.Start <= offset)?.Paragraph.Line ?? 1;

    private long Original(ReadyArticle ready) =>
        Original(ready.ContentHash, ready.Packed, ready.Article.Document.Original.Length);

    private long Original(string hash, byte[] packed, int length)
    {
        if (knownOriginals.TryGetValue(hash, out var known)) return known;
        originals.Insert(new() { Id = nextOriginal, ContentHash = hash, Content = packed, Length = length });
        return knownOriginals[hash] = nextOriginal++;
    }

    /// <summary>What else the archive that an article comes back to had of it.</summary>
    private void Restore(ArticleRow row, ExportedArticle given)
    {
        (row.AddedAt, row.UpdatedAt) = (given.AddedAt, given.UpdatedAt);
        (row.StoryId, row.FoundStoryId) = (Plausible(given.Story?.Id), Plausible(given.Story?.Found));
        foreach (var story in new[] { row.StoryId, row.FoundStoryId }.OfType<long>().Distinct())
            stories.Insert(new() { Id = story, HeadArticleId = row.Id });
    }

    /// <summary>There are fewer stories than articles.</summary>
    private long? Plausible(long? story) =>
        story is { } number && GivenNumbers.IsPlausible(number, nextArticle) ? number : null;

    /// <summary>Earlier versions, and what people did to its lines.</summary>
    private void WriteHistory(ExportedArticle exported, long id)
    {
        if (exported.Revisions.IsEmpty && exported.LineCorrections.IsEmpty) return;
        foreach (var revision in exported.Revisions)
        {
            var hash = ReadyArticle.Hash(revision.Original.Expand());
            if (!knownOriginals.ContainsKey(hash)
                && db.Originals.Where(o => o.ContentHash == hash).Select(o =>
                    (long?)o.Id).FirstOrDefault() is { } known)
                knownOriginals[hash] = known;
            db.Revisions.Add(new()
            {
                ArticleId = id,
                Number = revision.Number,
                ReadAt = revision.ReadAt,
                OriginalId = Original(hash, revision.Original.Brotli, revision.Original.Length),
                Headline = revision.Headline,
                Body = revision.Body,
            });
        }
        db.LineCorrections.AddRange(exported.LineCorrections.Select(c => new LineCorrectionRow
        {
            At = c.At,
            Who = c.Who,
            ArticleId = id,
            Text = c.Text,
            Copy = c.Copy,
            IsKept = c.IsKept,
            Kind = c.Kind,
            Rule = c.Rule,
            Confidence = c.Confidence,
            UndoneAt = c.UndoneAt,
        }));
        db.SaveChanges();
        db.ChangeTracker.Clear();
    }

    /// <summary>The same text stands elsewhere in its file, or was known by its place before.</summary>
    private void Move(ArticleRow before, string origin, int ordinal)
    {
        db.Articles.Where(a => a.Id == before.Id).ExecuteUpdate(a =>
            a.SetProperty(x => x.Origin, origin).SetProperty(x => x.Ordinal, ordinal));
        (before.Origin, before.Ordinal) = (origin, ordinal);
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

    /// <summary>
    /// Articles that had the same text as one whose text has changed: the first of them is the original of the others
    /// now.
    /// </summary>
    private void PassOn(ArticleRow before) => PassOn(before.Id, before.TextHash);

    public void PassOn(long id, string textHash)
    {
        var others = db.Articles.Where(a => a.DuplicateOfId == id).OrderBy(a => a.Id).Select(a => a.Id).ToList();
        if (others.Count == 0) return;
        var first = others[0];
        db.Articles.Where(a => a.DuplicateOfId == id)
            .ExecuteUpdate(a => a.SetProperty(x => x.DuplicateOfId, x => x.Id == first ? null : first));
        db.StorySignatures.Where(s => others.Contains(s.ArticleId))
            .ExecuteUpdate(s => s.SetProperty(x => x.IsLinked, false));
        AddTwin(textHash, first);
    }

    /// <summary>
    /// Takes an article out before it is written again. Its id, its story and the aliases it brought stay.
    /// </summary>
    public void TakeOut(long id)
    {
        foreach (var (quote, copy) in db.Quotes.Where(q => q.ArticleId == id).OrderBy(q => q.Start)
            .Select(q => new { q.Id, q.Text }).AsEnumerable().Index(q => q.Text))
            keptQuotes[(quote.Text, copy)] = quote.Id;
        var entityIds = db.ArticleEntities.Where(e => e.ArticleId == id).Select(e => e.EntityId);
        db.Entities.Where(e => entityIds.Contains(e.Id))
            .ExecuteUpdate(e => e.SetProperty(x => x.Articles, x => x.Articles - 1));
        db.ArticleEntities.Where(x => x.ArticleId == id).ExecuteDelete();
        foreach (var found in db.Mentions.Where(m => m.ArticleId == id).Select(m => m.FoundId).Distinct())
            names.Change(found);
        db.Mentions.Where(x => x.ArticleId == id).ExecuteDelete();
        quoteGroups.Forget(id);
        db.QuoteShingles.Where(s => db.Quotes.Any(q => q.Id == s.QuoteId && q.ArticleId == id)).ExecuteDelete();
        db.Quotes.Where(x => x.ArticleId == id).ExecuteDelete();
        if (db.Readings.Where(x => x.ArticleId == id).Select(x => x.Data).FirstOrDefault() is { } reading)
            CountLines(StoredReading.Read(reading).Lines, -1);
        db.Readings.Where(x => x.ArticleId == id).ExecuteDelete();
        db.ArticleAuthors.Where(x => x.ArticleId == id).ExecuteDelete();
        db.ReadFields.Where(x => x.ArticleId == id).ExecuteDelete();
        db.StorySignatures.Where(x => x.ArticleId == id).ExecuteDelete();
        db.Articles.Where(x => x.Id == id).ExecuteDelete();
        foreach (var ids in twins.Values) ids.Remove(id);
    }

    public void Dispose()
    {
        foreach (IDisposable inserter in new IDisposable[] { articles, originals, readings, quotes,
            sources, authors, bylines, entities, aliases, articleEntities, mentions, quoteGroups, signatures, stories,
            readFields })
            inserter.Dispose();
    }
}

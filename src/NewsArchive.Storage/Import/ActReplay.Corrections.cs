using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Import;

internal sealed partial class ActReplay
{
    private async Task<string?> AddCorrectionAsync(ExportedAct act, CorrectionKind kind, CancellationToken cancel)
    {
        List<long> articles = [];
        var row = new CorrectionRow
        {
            At = act.At,
            Who = act.Who,
            Kind = kind,
            Value = act.Text,
            Copy = act.Copy ?? 0,
            Scope = act.Scope,
            UndoneAt = act.UndoneAt,
        };
        if (await db.Corrections.AnyAsync(c => c.At == row.At && c.Kind == kind && c.Value == row.Value, cancel))
            return null;
        if (kind != CorrectionKind.Remove)
            foreach (var origin in act.Articles ?? [])
            {
                if (await ArticleAsync(origin, cancel) is not { } article) return Missing(origin);
                articles.Add(article);
            }
        var isOfAuthors = kind is CorrectionKind.MergeAuthor or CorrectionKind.RenameAuthor || act.Text == "author"
            && kind == CorrectionKind.Different;
        row.SubjectId = act.House is { } house ? await HouseAsync(act.Archive, house, isOfAuthors, cancel)
            : act.Entity is { } entity ? await EntityAsync(act.Archive, entity, cancel) : null;
        row.TargetId = act.Into is { } into ? await HouseAsync(act.Archive, into, isOfAuthors, cancel)
            : act.Other is { } other ? await EntityAsync(act.Archive, other, cancel) : null;
        if (IsIncomplete(row)) return $"A correction ({act.Act}) does not say what it is about.";
        db.Corrections.Add(row);
        await db.SaveChangesAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        CorrectionEffects.List(db, row.Id, articles);
        if (kind == CorrectionKind.Remove) await RemoveAgainAsync(act, row, cancel);
        else corrections.Add(row);
        return null;
    }

    private static bool IsIncomplete(CorrectionRow row) => row.Kind switch
    {
        CorrectionKind.MergeSource or CorrectionKind.MergeAuthor or CorrectionKind.Different =>
            row.SubjectId is null || row.TargetId is null,
        CorrectionKind.RenameSource or CorrectionKind.RenameAuthor => row.SubjectId is null || row.Value is null,
        CorrectionKind.Speaker or CorrectionKind.NotAQuote => row.Value is null,
        CorrectionKind.Remove => false,
        var field => ArticleCorrector.Read(field, row.Value).Problem is not null,
    };

    /// <summary>The source or author of that name; a new one where there is none.</summary>
    private async Task<long> HouseAsync(string archive, ExportedHouse house, bool isAuthor, CancellationToken cancel)
    {
        var known = isAuthor
            ? await db.Authors.Where(a => a.FoundName == house.Name).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancel)
            : await db.Sources.Where(s => s.FoundName == house.Name).Select(s => (long?)s.Id).FirstOrDefaultAsync(cancel);
        if (known is { } id) return id;
        var next = 1 + ((isAuthor ? await db.Authors.MaxAsync(a => (long?)a.Id, cancel)
            : await db.Sources.MaxAsync(s => (long?)s.Id, cancel)) ?? 0);
        id = GivenNumbers.Take(numbers.HoldFor(archive) ? house.Id : null, ref next,
            number => isAuthor ? db.Authors.Any(a => a.Id == number) : db.Sources.Any(s => s.Id == number));
        if (isAuthor) db.Authors.Add(new() { Id = id, Name = house.Name, FoundName = house.Name });
        else db.Sources.Add(new() { Id = id, Name = house.Name, FoundName = house.Name, Slug = Slugs.Of(house.Name) });
        await db.SaveChangesAsync(cancel);
        return id;
    }

    /// <summary>Articles that are here go; others are kept to be brought back.</summary>
    private async Task RemoveAgainAsync(ExportedAct act, CorrectionRow row, CancellationToken cancel)
    {
        List<long> here = [], kept = [];
        foreach (var removed in act.Removed ?? [])
        {
            if (await db.RemovedArticles.AnyAsync(r => r.Origin == removed.Origin, cancel)) continue;
            if (await db.Articles.Where(a => a.Origin == removed.Origin).Select(a => (long?)a.Id)
                .FirstOrDefaultAsync(cancel) is { } article) here.Add(article);
            else kept.Add(await KeepAsync(act.Archive, removed, row.Id, cancel));
        }
        // What was brought back since only has its number in the list.
        foreach (var origin in act.UndoneAt is null ? [] : act.Articles ?? [])
            if (await ArticleAsync(origin, cancel) is { } back) kept.Add(back);
        CorrectionEffects.List(db, row.Id, kept);
        if (here.Count == 0) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await ArticleRemover.TakeOutAsync(db, row.Id, here, cancel);
        await ContentChange.MarkAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<long> KeepAsync(string archive, ExportedRemoved removed, long act, CancellationToken cancel)
    {
        var hash = ReadyArticle.Hash(removed.Original.Expand());
        _ = StoredReading.Read(removed.Reading);
        var original = await db.Originals.Where(o => o.ContentHash == hash).Select(o => (long?)o.Id)
            .FirstOrDefaultAsync(cancel);
        if (original is null)
        {
            original = (await db.Originals.MaxAsync(o => (long?)o.Id, cancel) ?? 0) + 1;
            db.Originals.Add(new()
            {
                Id = original.Value,
                ContentHash = hash,
                Content = removed.Original.Brotli,
                Length = removed.Original.Length,
            });
        }
        var next = Math.Max(await db.Articles.MaxAsync(a => (long?)a.Id, cancel) ?? 0,
            await db.RemovedArticles.MaxAsync(a => (long?)a.Id, cancel) ?? 0) + 1;
        var id = GivenNumbers.Take(numbers.HoldFor(archive) ? removed.Id : null, ref next, number =>
            db.Articles.Any(a => a.Id == number) || db.RemovedArticles.Any(a => a.Id == number));
        db.RemovedArticles.Add(new()
        {
            Id = id,
            CorrectionId = act,
            Origin = removed.Origin,
            Path = removed.Path,
            Ordinal = removed.Ordinal,
            ExternalId = removed.ExternalId,
            OriginalId = original.Value,
            ContentHash = hash,
            TextHash = removed.TextHash,
            Supplied = removed.Supplied,
            Format = removed.Format,
            Encoding = removed.Encoding,
            Headline = removed.Headline,
            SourceName = removed.Source,
            Published = removed.Published,
            Reading = removed.Reading,
            AddedAt = removed.AddedAt,
            UpdatedAt = removed.UpdatedAt,
            StoryId = numbers.HoldFor(archive) ? removed.Story : null,
            FoundStoryId = numbers.HoldFor(archive) ? removed.FoundStory : null,
        });
        await db.SaveChangesAsync(cancel);
        return id;
    }

    private async Task<string?> AddToDeskAsync(ExportedAct act, CancellationToken cancel)
    {
        if (act.Act == Collection) return await AddCollectionAsync(act, cancel);
        if (act.Article is not { } origin || await ArticleAsync(origin, cancel) is not { } article)
            return Missing(act.Article ?? "unknown");
        switch (act.Act)
        {
            case Star when !await db.Stars.AnyAsync(s => s.ArticleId == article, cancel):
                db.Stars.Add(new() { ArticleId = article, At = act.At });
                break;
            case Read when !await db.ReadMarks.AnyAsync(s => s.ArticleId == article, cancel):
                db.ReadMarks.Add(new() { ArticleId = article, At = act.At });
                break;
            case Tag when act.Text is { } tag && !await db.Tags.AnyAsync(t => t.ArticleId == article && t.Tag == tag, cancel):
                db.Tags.Add(new() { ArticleId = article, Tag = tag, At = act.At });
                break;
            case Note when !await db.Notes.AnyAsync(n => n.ArticleId == article && n.At == act.At, cancel):
                db.Notes.Add(new()
                {
                    ArticleId = article,
                    Words = act.Words,
                    Copy = act.Copy ?? 0,
                    Text = act.Text ?? "",
                    At = act.At,
                    ChangedAt = act.ChangedAt ?? act.At,
                });
                break;
        }
        await db.SaveChangesAsync(cancel);
        return null;
    }

    private async Task<string?> AddCollectionAsync(ExportedAct act, CancellationToken cancel)
    {
        if (act.Text is not { } name) return "A collection has no name.";
        if (await db.Collections.AnyAsync(c => c.Name == name, cancel)) return null;
        var row = new CollectionRow { Name = name, At = act.At };
        db.Collections.Add(row);
        await db.SaveChangesAsync(cancel);
        var place = 0;
        foreach (var origin in act.Articles ?? [])
            if (await ArticleAsync(origin, cancel) is { } article)
                db.Collected.Add(new() { CollectionId = row.Id, ArticleId = article, Place = ++place });
        await db.SaveChangesAsync(cancel);
        return null;
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>Which part of the log an act stands in: each has numbers of its own.</summary>
public enum LogPart { Fields, Names, Stories, Lines }

/// <summary>An act of the log of corrections.</summary>
/// <param name="Said">What was done, in words.</param>
/// <param name="Articles">How many articles it lists; 0 where it is about something else.</param>
/// <param name="Article">The one article that it is about; else null.</param>
public sealed record LoggedAct(
    LogPart Part, long Number, DateTime At, string? Who, string Said, int Articles, long? Article, bool IsUndone)
{
    /// <summary>Removed articles come back from the bin.</summary>
    public bool IsRemoval { get; init; }
}

/// <summary>Everything that people corrected, in one list.</summary>
public sealed class CorrectionLog(ArchiveDb db)
{
    public async Task<int> CountAsync(CancellationToken cancel = default) =>
        await db.Corrections.CountAsync(cancel) + await db.NameCorrections.CountAsync(cancel)
        + await db.StoryCorrections.CountAsync(cancel) + await db.LineCorrections.CountAsync(cancel);

    /// <summary>A page of the log, the last act first.</summary>
    public async Task<Page<LoggedAct>> ListAsync(int number, int size, CancellationToken cancel = default)
    {
        var offset = Paging.Offset(number, size);
        var all = await db.Corrections.Select(c => new { Part = 0, c.Id, c.At })
            .Concat(db.NameCorrections.Select(c => new { Part = 1, c.Id, c.At }))
            .Concat(db.StoryCorrections.Select(c => new { Part = 2, c.Id, c.At }))
            .Concat(db.LineCorrections.Select(c => new { Part = 3, c.Id, c.At }))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip(offset).Take(size).ToListAsync(cancel);
        List<long> Of(LogPart part) => [.. all.Where(a => a.Part == (int)part).Select(a => a.Id)];
        var acts = (await FieldsAsync(Of(LogPart.Fields), cancel)).Concat(await NamesAsync(Of(LogPart.Names), cancel))
            .Concat(await StoriesAsync(Of(LogPart.Stories), cancel)).Concat(await LinesAsync(Of(LogPart.Lines), cancel))
            .ToDictionary(a => (a.Part, a.Number));
        return new([.. all.Select(a => acts[((LogPart)a.Part, a.Id)])], await CountAsync(cancel), number, size);
    }

    private async Task<List<LoggedAct>> FieldsAsync(List<long> ids, CancellationToken cancel)
    {
        var acts = await db.Corrections.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancel);
        var counts = await db.CorrectedArticles.Where(c => ids.Contains(c.CorrectionId)).GroupBy(c => c.CorrectionId)
            .Select(g => new { g.Key, Count = g.Count(), First = g.Min(c => c.ArticleId) }).ToDictionaryAsync(g => g.Key, cancel);
        var houses = acts.SelectMany(a => new[] { a.SubjectId, a.TargetId }).OfType<long>().Distinct().ToList();
        var sources = await db.Sources.Where(s => houses.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.FoundName, cancel);
        var authors = await db.Authors.Where(a => houses.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.FoundName, cancel);
        var entities = await db.Entities.Where(e => houses.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, cancel);
        return acts.ConvertAll(a =>
        {
            var listed = counts.GetValueOrDefault(a.Id);
            var isOfAuthors = a.Kind is CorrectionKind.MergeAuthor or CorrectionKind.RenameAuthor || a.Value == "author";
            var names = a.Kind == CorrectionKind.Speaker || a is { Kind: CorrectionKind.Different, Value: "entity" } ? entities
                : isOfAuthors ? authors : sources;
            string Name(long? id) => id is { } known ? names.GetValueOrDefault(known, "?") : "nobody";
            return new LoggedAct(LogPart.Fields, a.Id, a.At, a.Who, Say(a, Name(a.SubjectId), Name(a.TargetId)),
                listed?.Count ?? 0, listed is { Count: 1 } && a.Kind != CorrectionKind.Remove ? listed.First : null,
                a.UndoneAt is not null)
            { IsRemoval = a.Kind == CorrectionKind.Remove };
        });
    }

    private static string Say(CorrectionRow act, string subject, string target)
    {
        var value = act.Value is { } stated ? $"“{stated.Replace("\n", "; ", StringComparison.Ordinal)}”" : "not known";
        var scope = act.SubjectId is not null ? $" for all of {subject}" : act.Scope is { } said ? $" for {said}" : "";
        return act.Kind switch
        {
            CorrectionKind.Headline => $"Headline: {value}{scope}",
            CorrectionKind.Standfirst => $"Standfirst: {value}{scope}",
            CorrectionKind.Bylines => $"Byline: {value}{scope}",
            CorrectionKind.Source => $"Source: {value}{scope}",
            CorrectionKind.Published => $"Date: {value}{scope}",
            CorrectionKind.Language => $"Language: {value}{scope}",
            CorrectionKind.MergeSource or CorrectionKind.MergeAuthor => $"{subject} is {target}",
            CorrectionKind.RenameSource or CorrectionKind.RenameAuthor => $"{subject} is called {act.Value}",
            CorrectionKind.Speaker => $"{value} was said by {target}",
            CorrectionKind.NotAQuote => $"{value} is not a quote",
            CorrectionKind.Different => $"{subject} and {target} are two",
            _ => $"Removed{(act.Scope is { } what ? $": {what}" : "")}",
        };
    }

    private async Task<List<LoggedAct>> NamesAsync(List<long> ids, CancellationToken cancel)
    {
        var acts = await db.NameCorrections.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancel);
        var named = acts.SelectMany(a => new[] { a.EntityId, a.OtherId ?? a.EntityId }).Distinct().ToList();
        var names = await db.Entities.Where(e => named.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.FoundName, cancel);
        return acts.ConvertAll(a => new LoggedAct(LogPart.Names, a.Id, a.At, a.Who, a.Act switch
        {
            NameCorrectionKind.Merge => $"{names[a.EntityId]} is {names[a.OtherId!.Value]}",
            NameCorrectionKind.Split => $"{names[a.OtherId!.Value]} is another than {names[a.EntityId]}",
            NameCorrectionKind.Rename => $"{names[a.EntityId]} is called {a.Text}",
            NameCorrectionKind.Kind => $"{names[a.EntityId]} is of the kind {a.Kind?.ToString().ToLowerInvariant()}",
            NameCorrectionKind.Hide => $"{names[a.EntityId]} is hidden",
            _ => $"{names[a.EntityId]} is also written {a.Text}",
        }, 0, a.ArticleId, a.UndoneAt is not null));
    }

    private async Task<List<LoggedAct>> StoriesAsync(List<long> ids, CancellationToken cancel) =>
        (await db.StoryCorrections.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancel)).ConvertAll(a =>
            new LoggedAct(LogPart.Stories, a.Id, a.At, a.Who, a.StoryId is { } story
                    ? string.Create(CultureInfo.InvariantCulture, $"Story {story} is part of story {a.TargetId}")
                : a.TargetId is { } target ? string.Create(CultureInfo.InvariantCulture, $"Moved into story {target}")
                : "Taken out of any story", StoryCorrectionRules.ArticlesOf(a).Count(),
                StoryCorrectionRules.ArticlesOf(a).ToList() is [var one] ? one : null, a.UndoneAt is not null));

    private async Task<List<LoggedAct>> LinesAsync(List<long> ids, CancellationToken cancel) =>
        (await db.LineCorrections.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancel)).ConvertAll(a =>
            new LoggedAct(LogPart.Lines, a.Id, a.At, a.Who,
                $"“{(a.Text.Length > 80 ? a.Text[..80] + "…" : a.Text)}” {(a.IsKept ? "put back into the text" : "taken out of the text")}",
                1, a.ArticleId, a.UndoneAt is not null));
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Correcting;

/// <summary>An answer to whether two are the same.</summary>
public sealed class SameAnswer
{
    public SameKind Kind { get; set; }
    public long Left { get; set; }
    public long Right { get; set; }

    /// <summary>yes, no or undo.</summary>
    public string? Answer { get; set; }

    /// <summary>left or right: whose name stays.</summary>
    public string? Keep { get; set; }
}

/// <summary>Does what an answer says: joins, keeps apart, or takes the last answer back.</summary>
public sealed class SameAnswers(ArticleCorrector corrector, NameCorrector names, ArchiveDb db)
{
    /// <returns>What is wrong, in words; null where it is done.</returns>
    public async Task<string?> GiveAsync(SameAnswer answer, CancellationToken cancel)
    {
        var (stays, goes) = answer.Keep == "right" ? (answer.Right, answer.Left) : (answer.Left, answer.Right);
        return (answer.Answer, answer.Kind) switch
        {
            ("undo", _) => await UndoAsync(cancel),
            ("no", _) => (await corrector.TellApartAsync(SameQuery.Said(answer.Kind), answer.Left, answer.Right, cancel)).Problem,
            ("yes", SameKind.Entity) => (await names.MergeAsync(goes, stays, cancel)).Problem,
            ("yes", SameKind.Source) => (await corrector.MergeAsync(CorrectionKind.MergeSource, goes, stays, cancel)).Problem,
            ("yes", _) => (await corrector.MergeAsync(CorrectionKind.MergeAuthor, goes, stays, cancel)).Problem,
            _ => "Answer yes or no.",
        };
    }

    private async Task<string?> UndoAsync(CancellationToken cancel)
    {
        var kinds = new[] { CorrectionKind.Different, CorrectionKind.MergeSource, CorrectionKind.MergeAuthor };
        var last = await db.Corrections.Where(c => c.UndoneAt == null && kinds.Contains(c.Kind))
            .OrderByDescending(c => c.Id).Select(c => new { c.Id, c.At }).FirstOrDefaultAsync(cancel);
        var merged = await db.NameCorrections.Where(c => c.UndoneAt == null && c.Act == NameCorrectionKind.Merge)
            .OrderByDescending(c => c.Id).Select(c => new { c.Id, c.At }).FirstOrDefaultAsync(cancel);
        if (last is null && merged is null) return "There is no answer to take back.";
        return merged is not null && (last is null || merged.At > last.At)
            ? (await names.UndoAsync(merged.Id, cancel)).Problem : (await corrector.UndoAsync(last!.Id, cancel)).Problem;
    }
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Lines;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>A line as it came: broken stretches beside what they became.</summary>
/// <param name="After">Null for healthy text.</param>
public sealed record RawStretch(string Before, string? After);

/// <summary>A row of the table: one line, or a run of blank ones.</summary>
/// <param name="CanChange">The first line of a paragraph that can be put back or taken out.</param>
public sealed record OriginalLine(
    int Number, int Last, LineKind Kind, ImmutableArray<RawStretch> Text, string Outcome, bool CanChange)
{
    public string Fate =>
        Kind == LineKind.Blank ? "blank" : Kind.IsReading() ? "kept" : Kind.IsRecord() ? "field" : "out";
}

public sealed class OriginalModel(ArticleQuery articles, LineCorrector corrector, CorrectionGuard guard) : PageModel
{
    [BindProperty] public string? Passphrase { get; set; }

    /// <summary>1-based lines of the file; what was clicked is the only one that is given.</summary>
    [BindProperty] public int? PutBack { get; set; }
    [BindProperty] public int? TakeOut { get; set; }

    /// <summary>Number of a correction.</summary>
    [BindProperty] public long? Undo { get; set; }

    public ArticleRow Article { get; private set; } = null!;
    public StoredReading Reading { get; private set; } = null!;
    public IReadOnlyList<OriginalLine> Lines { get; private set; } = [];
    public IReadOnlyList<LineCorrectionRow> Acts { get; private set; } = [];
    public string? Problem { get; private set; }
    public bool NeedsPassphrase => guard.NeedsPassphrase;
    public bool MayCorrect => guard.MayTry(HttpContext);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await articles.WithReadingAsync(id, cancel) is not var (article, reading)
            || await articles.OriginalAsync(id, cancel) is not { } bytes) return NotFound();
        (Article, Reading) = (article, reading);
        Lines = OriginalLines.Of(article, reading, bytes);
        Acts = await corrector.ActsAsync(id, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancel)
    {
        var allowed = guard.Allows(HttpContext, Passphrase);
        Problem = !allowed ? "Only whoever sits at the archive’s machine, or knows its passphrase, corrects articles."
            : PutBack is { } back ? await corrector.CorrectAsync(id, back, keep: true, cancel)
            : TakeOut is { } gone ? await corrector.CorrectAsync(id, gone, keep: false, cancel)
            : Undo is { } act ? await corrector.UndoAsync(id, act, cancel)
            : "Choose a line to put back or to take out.";
        if (Problem is null)
            return Redirect(Links.Original(id) + ((PutBack ?? TakeOut) is { } line ? $"#L{line}" : "#by-hand"));
        Response.StatusCode = allowed ? 400 : 403;
        return await OnGetAsync(id, cancel);
    }

    /// <summary>Kinds that take lines away from the text, with the lines they took.</summary>
    public IEnumerable<(LineKind Kind, List<int> Lines)> Taken() => Reading.Lines
        .Where(l => !l.Kind.IsReading()).GroupBy(l => l.Kind).OrderBy(g => g.Key != LineKind.Blank)
        .ThenBy(g => g.First().Number)
        .Select(g => (g.Key, g.Select(l => l.Number).ToList()));
}

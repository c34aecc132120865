using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Lines;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>A line as it came: broken stretches beside what they became.</summary>
/// <param name="After">Null for healthy text.</param>
public sealed record RawStretch(string Before, string? After);

/// <summary>A row of the table: one line, or a run of blank ones.</summary>
public sealed record OriginalLine(int Number, int Last, LineKind Kind, ImmutableArray<RawStretch> Text, string Outcome)
{
    public string Fate =>
        Kind == LineKind.Blank ? "blank" : Kind.IsReading() ? "kept" : Kind.IsRecord() ? "field" : "out";
}

public sealed class OriginalModel(ArticleQuery articles) : PageModel
{
    public ArticleView Article { get; private set; } = null!;
    public IReadOnlyList<OriginalLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await articles.FindAsync(id, cancel) is not { } article
            || await articles.OriginalAsync(id, cancel) is not { } bytes) return NotFound();
        Article = article;
        Lines = OriginalLines.Of(article, bytes);
        return Page();
    }

    /// <summary>Kinds that take lines away from the text, with the lines they took.</summary>
    public IEnumerable<(LineKind Kind, List<int> Lines)> Taken() => Article.Lines
        .Where(l => !l.Kind.IsReading()).GroupBy(l => l.Kind).OrderBy(g => g.Key != LineKind.Blank)
        .ThenBy(g => g.First().Number)
        .Select(g => (g.Key, g.Select(l => l.Number).ToList()));
}

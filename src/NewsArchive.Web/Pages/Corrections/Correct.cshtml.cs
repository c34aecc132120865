using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Corrections;

public sealed class CorrectModel(
    ArticleCorrector corrector, ArticleRemover remover, SearchQuery search, ArticleQuery articles, CorrectionGuard guard)
    : PageModel
{
    private static readonly Dictionary<string, (CorrectionKind Kind, string Name, string Hint)> Known = new()
    {
        ["headline"] = (CorrectionKind.Headline, "headline", "nothing for none"),
        ["standfirst"] = (CorrectionKind.Standfirst, "standfirst", "nothing for none"),
        ["bylines"] = (CorrectionKind.Bylines, "byline", "one name a line; nothing for none"),
        ["source"] = (CorrectionKind.Source, "source", "as it is called, such as BBC News; nothing for not known"),
        ["published"] = (CorrectionKind.Published, "date", "2026-02-12, 2026-02 or 2026; nothing for not known"),
        ["language"] = (CorrectionKind.Language, "language", "its code, such as en; nothing for not known"),
    };

    [FromQuery(Name = "field")] public string Field { get; set; } = "";
    [FromQuery(Name = "value")] public string? Value { get; set; }
    [FromQuery(Name = "preview")] public string? Asked { get; set; }
    public ScopeChoice Choice { get; set; } = new();

    public string FieldName => Known[Field].Name;
    public string Hint => Known[Field].Hint;
    public ArticleSummary? Article { get; private set; }
    public CorrectionPreview? Preview { get; private set; }
    public string? Shown { get; private set; }
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] ScopeChoice choice, CancellationToken cancel)
    {
        Choice = choice;
        if (!Known.TryGetValue(Field, out var known)) return BadRequest();
        if (Choice.Article is { } id && (Article = await articles.SummaryAsync(id, cancel)) is null) return NotFound();
        Shown = Request.Query.ContainsKey("value") ? Value : Article is null ? null : Now(Article);
        if (Problem is not null || Asked is null) return Page();
        var (value, problem) = ArticleCorrector.Read(known.Kind, Value);
        Problem = problem ?? (await Choice.ResolveAsync(search, remover, cancel) is { } scope
            ? (Preview = corrector.Preview(known.Kind, value, scope)) is null ? "" : null : "There is no article to correct.");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] ScopeChoice choice, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        if (!Known.TryGetValue(Field, out var known)) return BadRequest();
        var outcome = await choice.ResolveAsync(search, remover, cancel) is { } scope
            ? await corrector.CorrectAsync(known.Kind, Value, scope, cancel) : new ActOutcome(null, "There is no article to correct.");
        if (outcome.Problem is null)
            return Redirect(choice.Article is { } id ? $"/articles/{id}" : "/corrections");
        Problem = outcome.Problem;
        Response.StatusCode = 400;
        return await OnGetAsync(choice, cancel);
    }

    private string? Now(ArticleSummary article) => Field switch
    {
        "headline" => article.Headline,
        "bylines" => article.Byline?.Replace(", ", "\n", StringComparison.Ordinal),
        "source" => article.SourceName,
        "published" => article.Published?.ToString(),
        _ => null,
    };
}

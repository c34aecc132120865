using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Corrections;

public sealed class SameModel(SameQuery same, SameAnswers answers, CorrectionGuard guard) : PageModel
{
    [FromQuery(Name = "kind")] public SameKind? Kind { get; set; }

    /// <summary>Questions that were put off, as their keys.</summary>
    [FromQuery(Name = "later")] public List<string> Later { get; set; } = [];

    /// <summary>Two that are asked about, whatever else could be; numbers of names.</summary>
    [FromQuery(Name = "one")] public long? One { get; set; }
    [FromQuery(Name = "other")] public long? Other { get; set; }

    public IReadOnlyDictionary<SameKind, int> Counts { get; private set; } = new Dictionary<SameKind, int>();
    public SameQuestion? Question { get; private set; }
    public string? Problem { get; private set; }

    public string LaterAddress => Address(Question is { } q ? [.. Later, q.Key] : Later);

    private string Address(IEnumerable<string> later) => "/same?" + string.Join('&',
        later.TakeLast(50).Select(l => $"later={Uri.EscapeDataString(l)}")
            .Concat(Kind is { } kind ? [$"kind={SameQuery.Said(kind)}"] : []));

    public string Href(SameSide side) => Question!.Kind switch
    {
        SameKind.Entity => Links.Entity(side.Id, side.Slug),
        SameKind.Source => Links.Source(side.Id, side.Slug),
        _ => Links.Author(side.Id, side.Name),
    };

    public IActionResult OnGet()
    {
        if (!ModelState.IsValid) return BadRequest();
        Counts = same.Counts();
        if (One is { } one && Other is { } other)
            return (Question = same.Between(Kind ?? SameKind.Entity, one, other)) is null ? NotFound() : Page();
        Question = same.Next(Kind, Later);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] SameAnswer form, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        Problem = await answers.GiveAsync(form, cancel);
        if (Problem is null) return Redirect(Address(Later));
        Response.StatusCode = 400;
        ModelState.Clear();
        return OnGet();
    }
}

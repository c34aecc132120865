using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Lines;
using NewsArchive.Search;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Citing;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Articles;

public sealed class ArticleModel(
    ArticleQuery articles, Storage.Queries.Desk desk, SearchQuery search, CorrectionGuard guard, TimeProvider clock,
    SiteAddress site) : PageModel
{
    /// <summary>Words that people read in a minute.</summary>
    private const int WordsAMinute = 230;

    /// <summary>Subheadings from which a text has a list of them.</summary>
    private const int FewestOfContents = 4;

    public ArticleView Article { get; private set; } = null!;
    public Keeping Keeping { get; private set; } = Keeping.None;

    /// <summary>What a reference says of it.</summary>
    public Citation Citation => Citation.Of(new(Article.Row, Article.Summary, [.. Article.Authors.Select(a => a.Name)], []),
        site.Value);

    /// <summary>Where it is for everybody, whatever the site was asked under.</summary>
    public string Address => site.Value + Links.Article(Article.Summary);
    public IReadOnlyList<ArticlePart> Parts { get; private set; } = [];

    /// <summary>Where the page says that its text goes on elsewhere.</summary>
    public CutOff? CutOff => CutOff.Of(Article.Lines);

    /// <summary>What was searched for, to be marked in the text.</summary>
    [FromQuery(Name = "q")] public string? Searched { get; set; }

    /// <summary>The search whose hit it is, as its address states it, and which one, from 1.</summary>
    [FromQuery(Name = "hits")] public string? Hits { get; set; }
    [FromQuery(Name = "n")] public int Hit { get; set; } = 1;

    /// <summary>Its place among the hits; null where it came from nowhere.</summary>
    public HitPlace? Place { get; private set; }

    /// <summary>Places that are numbered above the text; each leads to the next.</summary>
    public const int MostPlaces = 30;

    /// <summary>Places that were searched for.</summary>
    public int Found => Parts.OfType<ArticlePart.Text>().SelectMany(t => t.Stretches).Max(s => (int?)s.Found) ?? 0;

    public int Minutes => Math.Max(1, (int)Math.Round((double)Article.Row.Words / WordsAMinute));

    public bool MayKeep => guard.IsIn(HttpContext);

    /// <summary>Where forms lead back to.</summary>
    public string Back => Request.Path + Request.QueryString;

    public IReadOnlyList<ArticlePart.Text> Contents =>
        Parts.OfType<ArticlePart.Text>().Where(t => t.Kind == LineKind.Subheading).ToList() is { Count: >= FewestOfContents } all ? all : [];

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Hit < 1) return BadRequest();
        if (await articles.FindAsync(id, cancel) is not { } article) return NotFound();
        if (slug != article.Row.Slug) return RedirectPermanent(Links.Article(article.Summary) + Request.QueryString);
        Article = article;
        if (MayKeep) Keeping = desk.Of(id);
        if (Hits is not null && (Place = await HitPlace.FindAsync(Hits, Hit, id, search, cancel)) is null) return BadRequest();
        Parts = ArticleLayout.Of(article, string.IsNullOrWhiteSpace(Searched) ? null
            : QueryParser.Parse(Searched, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Node, Keeping.Notes);
        return Page();
    }

    /// <summary>The fields that readers ask about, in the order of the note, each with what can be corrected.</summary>
    public IEnumerable<FieldNote> Notes() => FieldNote.Of(Article);

    /// <summary>From each version to the next, the latest first: only paragraphs that changed.</summary>
    public IEnumerable<(int Number, DateTime Read, string? HeadlineBefore, string? HeadlineAfter,
        List<List<Edit>> Paragraphs)> Changes()
    {
        var (headline, body, read) = (Article.Row.Headline, Article.Row.Body, Article.Row.UpdatedAt);
        foreach (var revision in Article.Revisions)
        {
            yield return (revision.Number, read, revision.Headline, headline,
                TextDifference.Of(revision.Body, body).FindAll(p => p.Exists(s => s.Change != Change.Same)));
            (headline, body, read) = (revision.Headline, revision.Body, revision.ReadAt);
        }
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Lines;
using NewsArchive.Search;
using NewsArchive.Storage.Queries;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Citing;

namespace NewsArchive.Web.Pages.Articles;

public sealed class ArticleModel(ArticleQuery articles, TimeProvider clock, SiteAddress site) : PageModel
{
    public ArticleView Article { get; private set; } = null!;

    /// <summary>What a reference says of it.</summary>
    public Citation Citation => Citation.Of(new(Article.Row, Article.Summary, [.. Article.Authors.Select(a => a.Name)], []), site.Value);

    /// <summary>Where it is for everybody, whatever the site was asked under.</summary>
    public string Address => site.Value + Links.Article(Article.Summary);
    public IReadOnlyList<ArticlePart> Parts { get; private set; } = [];

    /// <summary>Where the page says that its text goes on elsewhere.</summary>
    public CutOff? CutOff => CutOff.Of(Article.Lines);

    /// <summary>What was searched for, to be marked in the text.</summary>
    [FromQuery(Name = "q")] public string? Searched { get; set; }

    /// <summary>Places that are numbered above the text; each leads to the next.</summary>
    public const int MostPlaces = 30;

    /// <summary>Places that were searched for.</summary>
    public int Found => Parts.OfType<ArticlePart.Text>().SelectMany(t => t.Stretches).Max(s => (int?)s.Found) ?? 0;

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (await articles.FindAsync(id, cancel) is not { } article) return NotFound();
        if (slug != article.Row.Slug) return RedirectPermanent(Links.Article(article.Summary) + Request.QueryString);
        Article = article;
        Parts = ArticleLayout.Of(article,
            string.IsNullOrWhiteSpace(Searched)
                ? null : QueryParser.Parse(Searched, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Node);
        return Page();
    }

    /// <summary>The fields that readers ask about, in the order of the note.</summary>
    public IEnumerable<(string Field, string Title, ILookup<bool, Storage.Rows.FieldEvidence> Rows)> Notes()
    {
        foreach (var (field, title) in new[] { ("headline", "Headline"), ("source", "Source"), ("bylines", "Byline"),
            ("published", "Date"), ("updated", "Updated"), ("language", "Language"), ("dateline", "Dateline"),
            ("url", "Address") })
        {
            var rows = Article.Evidence.Where(e => e.Field == field).ToLookup(e => e.IsRejected);
            if (field is not ("dateline" or "updated" or "url") || rows[false].Any(r => r.Value is not null))
                yield return (field, title, rows);
        }
    }

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

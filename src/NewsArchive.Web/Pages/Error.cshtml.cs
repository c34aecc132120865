using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace NewsArchive.Web.Pages;

/// <summary>What went wrong, in words, with the search box at hand.</summary>
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public int Code { get; private set; }
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";

    public void OnGet(int? code) => Describe(code);

    public void OnPost(int? code) => Describe(code);

    private void Describe(int? code)
    {
        Code = code is >= 400 and < 600
            ? code.Value : HttpContext.Response.StatusCode >= 400 ? HttpContext.Response.StatusCode : 404;
        Response.StatusCode = Code;
        (Title, Advice) = Code switch
        {
            404 => ("Not in the archive",
                "Nothing has this address. An article, name or story may have another number in this archive."),
            400 => ("This address cannot be read",
                "A part of it is not what it must be, such as a page that is no number from 1."),
            413 => ("This form is too large", "A form holds up to 4 MB. For longer lists there is the command: newsarchive search --batch FILE."),
            429 => ("Too many guesses", "The passphrase was wrong too often. Wait a minute, then try again."),
            503 when Unavailable.WhyOf(HttpContext) is { } why => (why.Title, why.Advice),
            >= 500 =>
                ("Something failed here",
                "The fault is the program's and has been logged. The archive is unharmed; try again."),
            _ => (ReasonPhrases.GetReasonPhrase(Code), "The archive answers reading requests only."),
        };
    }
}

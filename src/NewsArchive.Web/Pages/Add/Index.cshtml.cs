using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Web.Adding;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Add;

[RequestSizeLimit(AddedFiles.Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = AddedFiles.Largest, ValueLengthLimit = 4 * 1024 * 1024)]
public sealed class IndexModel(AddedFiles added, CorrectionGuard guard) : PageModel
{
    public string Folder => added.Folder;
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnPostFilesAsync(List<IFormFile> files, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        if (files.Count == 0) return Refused("Choose at least one file.");
        if (files.Count > AddedFiles.MostFiles)
            return Refused($"At most {AddedFiles.MostFiles} files come at once. Import the folder with the command.");
        List<string> kept = [];
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            kept.Add(await added.KeepAsync(content, file.FileName, cancel));
        }
        return Begin(kept);
    }

    public async Task<IActionResult> OnPostTextAsync([FromForm] string? text, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        if (string.IsNullOrWhiteSpace(text)) return Refused("Paste a text.");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
        var isPage = text.TrimStart().StartsWith('<');
        return Begin([await added.KeepAsync(content, isPage ? "pasted.html" : "pasted.txt", cancel)]);
    }

    private IActionResult Begin(List<string> files) => added.Import(files) ? Redirect("/imports")
        : Refused("An import of added files is running. These files are kept; add them again when it has ended.");

    private PageResult Refused(string problem)
    {
        (Problem, Response.StatusCode) = (problem, StatusCodes.Status400BadRequest);
        return Page();
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Desk;

/// <summary>
/// What forms on lists and articles keep: one address for all, so that pages need no token and stay kept. A form of
/// another site is refused by where it stands.
/// </summary>
internal static class DeskActs
{
    public const string Path = "/desk/acts";

    public static void Map(WebApplication app) => app.MapPost(Path, (Delegate)RunAsync).DisableAntiforgery();

    private static async Task<IResult> RunAsync(HttpContext context)
    {
        var guard = context.RequestServices.GetRequiredService<CorrectionGuard>();
        if (!CorrectionGuard.IsOwnForm(context.Request) || !guard.IsIn(context))
            return Refuse(403, "Only whoever sits at the archive’s machine, or has signed in, keeps things on the desk.");
        if (!context.Request.HasFormContentType) return Refuse(400, "A form is needed.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var problem = await ApplyAsync(context.RequestServices.GetRequiredService<Storage.Queries.Desk>(), form,
            context.RequestAborted);
        if (problem is not null) return Refuse(400, problem);
        // A script only wants to know that it is done.
        return context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
            ? Results.NoContent() : Results.Redirect(LocalAddress.Of(form["back"], "/desk"));
    }

    private static IResult Refuse(int status, string why) => Results.Text(why, statusCode: status);

    private static async Task<string?> ApplyAsync(Storage.Queries.Desk desk, IFormCollection form, CancellationToken cancel)
    {
        long Number(string name) =>
            long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var (article, collection, note) = (Number("article"), Number("collection"), Number("note"));
        switch (form["act"].ToString())
        {
            case "star": await desk.StarAsync(article, true, cancel); return null;
            case "unstar": await desk.StarAsync(article, false, cancel); return null;
            case "read": await desk.MarkReadAsync(article, true, cancel); return null;
            case "unread": await desk.MarkReadAsync(article, false, cancel); return null;
            case "tag": return await desk.TagAsync([article], form["tag"], cancel);
            case "untag": await desk.UntagAsync(article, form["tag"].ToString(), cancel); return null;
            case "note": return await desk.NoteAsync(article, form["words"], (int)Number("copy"), form["text"], cancel);
            case "change-note": return await desk.ChangeNoteAsync(note, form["text"], cancel);
            case "remove-note": await desk.RemoveNoteAsync(note, cancel); return null;
            case "collect": return await desk.CollectAsync([article], form["name"], cancel);
            case "take-out": await desk.TakeOutAsync(collection, article, cancel); return null;
            case "up": await desk.MoveAsync(collection, article, true, cancel); return null;
            case "down": await desk.MoveAsync(collection, article, false, cancel); return null;
            case "rename-collection": return await desk.RenameAsync(collection, form["name"], cancel);
            case "remove-collection": await desk.RemoveCollectionAsync(collection, cancel); return null;
            default: return "There is no such act.";
        }
    }
}

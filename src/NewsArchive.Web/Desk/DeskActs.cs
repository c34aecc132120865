using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

    private static async Task<IResult> RunAsync(HttpContext context, CorrectionGuard guard, Storage.Queries.Desk desk)
    {
        var (form, refused) = await OwnForm.ReadAsync(context, guard);
        if (form is null) return refused!;
        if (await ApplyAsync(desk, form, context.RequestAborted) is { } problem)
            return OwnForm.Refuse(StatusCodes.Status400BadRequest, problem);
        // A script only wants to know that it is done.
        return context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
            ? Results.NoContent() : Results.Redirect(LocalAddress.Of(form["back"], "/desk"));
    }

    private static async Task<string?> ApplyAsync(Storage.Queries.Desk desk, OwnForm form, CancellationToken cancel)
    {
        long Number(string name) => form.Number(name) ?? 0;
        var (article, collection, note) = (Number("article"), Number("collection"), Number("note"));
        switch (form["act"])
        {
            case "star": await desk.StarAsync(article, true, cancel); return null;
            case "unstar": await desk.StarAsync(article, false, cancel); return null;
            case "read": await desk.MarkReadAsync(article, true, cancel); return null;
            case "unread": await desk.MarkReadAsync(article, false, cancel); return null;
            case "tag": return await desk.TagAsync([article], form["tag"], cancel);
            case "untag": await desk.UntagAsync(article, form["tag"] ?? "", cancel); return null;
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

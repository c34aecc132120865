using Microsoft.AspNetCore.Http;
using NewsArchive.Search;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Desk;

/// <summary>
/// The desk is private: its pages, and searches for what is on it, are for whoever may write to it.
/// </summary>
internal sealed class DeskGate(CorrectionGuard guard, TimeProvider clock)
{
    private static readonly string[] Pages =
        ["/desk", "/tags", "/collections", "/corrections", "/correct", "/remove", "/bin", "/same", "/add"];

    private static readonly string[] Searches = ["q", "with"];

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!Pages.Any(p => request.Path.StartsWithSegments(p)) && !AsksForDesk(request) || guard.IsIn(context)) return next(context);
        if (guard.MayTry(context) && HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api"))
        {
            context.Response.Redirect(
                $"/sign-in?back={Uri.EscapeDataString(request.Path.ToUriComponent() + request.QueryString)}");
            return Task.CompletedTask;
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Whether a search asks for stars, tags, notes or collections.</summary>
    private bool AsksForDesk(HttpRequest request) => Searches.Any(name =>
        request.Query[name].ToString() is { Length: > 0 } typed && typed.Contains(':', StringComparison.Ordinal)
        && IsOfDesk(QueryParser.Parse(typed, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Node));

    private static bool IsOfDesk(QueryNode node) => node switch
    {
        QueryNode.And and => and.Parts.Any(IsOfDesk),
        QueryNode.Or or => or.Parts.Any(IsOfDesk),
        QueryNode.Not not => IsOfDesk(not.Part),
        QueryNode.Is { State: ArticleState.Starred or ArticleState.Read } => true,
        QueryNode.Has { Part: ArticlePart.Tag or ArticlePart.Note } => true,
        QueryNode.Word { Field: var field } => IsOfDesk(field),
        QueryNode.Phrase { Field: var field } => IsOfDesk(field),
        QueryNode.Near { Field: var field } => IsOfDesk(field),
        QueryNode.Literal { Field: var field } => IsOfDesk(field),
        _ => false,
    };

    private static bool IsOfDesk(QueryField field) => field is QueryField.Tag or QueryField.Note or QueryField.Collection;
}

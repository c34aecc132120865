using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace NewsArchive.Web.Api;

/// <summary>Under <c>/api</c> every error is a problem detail, whoever found it: programs are never answered a
/// page.</summary>
internal static class ApiProblems
{
    public static void Use(WebApplication app) => app.UseWhen(context =>
        context.Request.Path.StartsWithSegments("/api"), branch =>
    {
        branch.UseExceptionHandler(failed => failed.Run(context => Results.Problem(
            "The fault is the program's and has been logged. The archive is unharmed; try again.",
            statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context)));
        branch.UseStatusCodePages(Answer);
    });

    private static Task Answer(StatusCodeContext status)
    {
        var code = status.HttpContext.Response.StatusCode;
        return Results.Problem(code switch
        {
            404 => "Nothing has this address. What there is stands at /openapi/v1.json and /help/api.",
            405 => "The archive answers reading requests only: GET and HEAD.",
            _ => ReasonPhrases.GetReasonPhrase(code),
        }, statusCode: code).ExecuteAsync(status.HttpContext);
    }
}

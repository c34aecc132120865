using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Import;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Correcting;

/// <summary>Who said a quote, corrected where it stands: as forms of the desk, without a token.</summary>
internal static class QuoteActs
{
    public static void Map(WebApplication app) => app.MapPost("/correct/quote", (Delegate)RunAsync).DisableAntiforgery();

    private static async Task<IResult> RunAsync(HttpContext context, CorrectionGuard guard, ArticleCorrector corrector)
    {
        if (!CorrectionGuard.IsOwnForm(context.Request) || !guard.IsIn(context))
            return Results.Text("Only whoever sits at the archive’s machine, or has signed in, corrects quotes.", statusCode: 403);
        if (!context.Request.HasFormContentType) return Results.Text("A form is needed.", statusCode: 400);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        long? Number(string name) =>
            long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var quote = Number("quote") ?? 0;
        var outcome = form["act"] == "not" ? await corrector.NotAQuoteAsync(quote, context.RequestAborted)
            : await corrector.SpeakerAsync(quote, Number("speaker"), context.RequestAborted);
        return outcome.Problem is { } problem ? Results.Text(problem, statusCode: 400)
            : Results.Redirect(LocalAddress.Of(form["back"], "/corrections"));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Import;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Correcting;

/// <summary>Who said a quote, corrected where it stands.</summary>
internal static class QuoteActs
{
    public static void Map(WebApplication app) => app.MapPost("/correct/quote", (Delegate)RunAsync).DisableAntiforgery();

    private static async Task<IResult> RunAsync(HttpContext context, CorrectionGuard guard, ArticleCorrector corrector)
    {
        var (form, refused) = await OwnForm.ReadAsync(context, guard);
        if (form is null) return refused!;
        var quote = form.Number("quote") ?? 0;
        var outcome = form["act"] == "not" ? await corrector.NotAQuoteAsync(quote, context.RequestAborted)
            : await corrector.SpeakerAsync(quote, form.Number("speaker"), context.RequestAborted);
        return outcome.Problem is { } problem ? OwnForm.Refuse(StatusCodes.Status400BadRequest, problem)
            : Results.Redirect(LocalAddress.Of(form["back"], "/corrections"));
    }
}

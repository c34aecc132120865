using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web.Correcting;

/// <summary>A form without a token that a page of this site sent, by somebody who may write.</summary>
internal sealed class OwnForm(IFormCollection form)
{
    public string? this[string name] => form[name];

    /// <returns>Null for what is no number.</returns>
    public long? Number(string name) =>
        long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <returns>The form, or what is answered instead.</returns>
    public static async Task<(OwnForm? Form, IResult? Refused)> ReadAsync(HttpContext context, CorrectionGuard guard)
    {
        if (!CorrectionGuard.IsOwnForm(context.Request) || !guard.IsIn(context))
            return (null, Refuse(StatusCodes.Status403Forbidden,
                "Only whoever sits at the archive’s machine, or has signed in, changes anything. Nothing was changed."));
        return context.Request.HasFormContentType ? (new(await context.Request.ReadFormAsync(context.RequestAborted)), null)
            : (null, Refuse(StatusCodes.Status400BadRequest, "A form is needed."));
    }

    public static IResult Refuse(int status, string why) => Results.Text(why, statusCode: status);
}

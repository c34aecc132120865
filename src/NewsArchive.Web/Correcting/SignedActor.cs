using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Corrections;

namespace NewsArchive.Web.Correcting;

/// <summary>Whoever corrects, as they called themselves on the settings page.</summary>
internal static class SignedActor
{
    public const string Cookie = "newsarchive-name";

    public static Actor Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } sent && Tidy(Uri.UnescapeDataString(sent)) is { } name ? new(name) : Actor.Unnamed;

    public static void Keep(HttpContext context, string? typed)
    {
        if (Tidy(typed) is not { } name) context.Response.Cookies.Delete(Cookie);
        else context.Response.Cookies.Append(Cookie, Uri.EscapeDataString(name), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
    }

    private static string? Tidy(string? typed)
    {
        var name = string.Concat((typed ?? "").Where(c => !char.IsControl(c))).Trim();
        return name.Length == 0 ? null : name.Length > Actor.LongestName ? name[..Actor.LongestName] : name;
    }
}

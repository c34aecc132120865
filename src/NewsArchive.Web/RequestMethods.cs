using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web;

internal static class RequestMethods
{
    /// <summary>Whether a request changes nothing.</summary>
    public static bool OnlyReads(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}

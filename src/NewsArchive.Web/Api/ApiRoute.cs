using System.Globalization;
using Microsoft.AspNetCore.Http;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Api;

/// <summary>Something that may stand after the question mark.</summary>
/// <param name="Example">A value that is understood.</param>
/// <param name="IsNumber">A whole number.</param>
internal sealed record ApiParameter(string Name, string Said, string Example, bool IsNumber = false);

/// <summary>An address of the API: what it answers, what it takes, and how it is described.</summary>
/// <param name="Pattern">Of the route.</param>
/// <param name="Said">What it answers, in a sentence.</param>
/// <param name="Example">An address of that pattern.</param>
internal sealed record ApiRoute(
    string Pattern, string Said, string Example, IReadOnlyList<ApiParameter> Parameters,
    Func<ApiRequest, Task<IResult>> AnswerAsync)
{
    /// <summary>A parameter that is not known is said, never left out in silence.</summary>
    public async Task<IResult> RunAsync(HttpContext context)
    {
        if (Refusals.Unknown(context.Request, [.. Parameters.Select(p => p.Name)]) is { } unknown) return unknown;
        var request = new ApiRequest(context);
        foreach (var parameter in Parameters.Where(p => p.IsNumber))
            if (request.Value(parameter.Name) is { } text
                && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return Refusals.Bad($"{parameter.Name}={text} must be a whole number.");
        return await AnswerAsync(request);
    }
}

/// <summary>A request to the API, with what answers need of it.</summary>
internal sealed class ApiRequest(HttpContext context)
{
    public HttpContext Context => context;

    public CancellationToken Cancel => context.RequestAborted;

    public T Get<T>() where T : notnull => (T)context.RequestServices.GetService(typeof(T))!;

    public long Id => long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    public string? Value(string name) => context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    /// <param name="usual">Where it is not given.</param>
    public long Number(string name, long usual) =>
        Value(name) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : usual;

    /// <summary>How many are asked for; null for more than there may be, or none.</summary>
    public int? Limit(int usual, int most) => Number("limit",
        usual) is >= 1 and var limit && limit <= most ? (int)limit : null;

    public static IResult BadLimit(int most) => Refusals.Bad($"limit must be a number from 1 to {most}.");

    public static IResult None(string what) => Results.Problem($"There is no {what}.",
        statusCode: StatusCodes.Status404NotFound);

    /// <summary>Says where the pages before and after are, each at the same address with one value changed.</summary>
    public void Link(params (string Relation, string Name, long Value)[] pages)
    {
        var links = pages.Select(page => $"<{Changed(page.Name, page.Value)}>; rel=\"{page.Relation}\"").ToList();
        if (links.Count > 0) context.Response.Headers.Link = string.Join(", ", links);
    }

    private string Changed(string name, long value)
    {
        var kept = context.Request.Query.Where(p => !p.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(p => p.Value, (p, v) => $"{p.Key.ToLowerInvariant()}={Uri.EscapeDataString(v ?? "")}");
        // A first page is the address without its number.
        var all = name == "page"
            && value == 1 ? [.. kept] : kept.Append($"{name}={value.ToString(CultureInfo.InvariantCulture)}").ToList();
        return all.Count == 0 ? context.Request.Path : $"{context.Request.Path}?{string.Join('&', all)}";
    }
}

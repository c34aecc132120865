using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web.Addresses;

/// <summary>What is wrong with an address, as programs are told: 400 with the reason.</summary>
internal static class Refusals
{
    public static IResult Bad(string why) => Results.Problem(why, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>What is asked for and not known is said, never left out in silence; null where all is known.</summary>
    public static IResult? Unknown(HttpRequest request, IReadOnlyList<string> known)
    {
        var other = request.Query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (other is null) return null;
        var there = known.Count == 0 ? "Nothing stands after the question mark." : $"There are: {string.Join(", ", known)}.";
        return Bad($"{other}= is not known here. {there}");
    }

    /// <returns>Null where everything could be read.</returns>
    public static IResult? Of(SearchAddress address) =>
        address.Problems.Count == 0 ? null : Bad(string.Join(' ', address.Problems.Select(p => p.Message)));
}

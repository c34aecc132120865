using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Search;

/// <summary>Writes the query of a form with a field for everything, and goes to it.</summary>
public sealed class FieldsModel : PageModel
{
    /// <summary>Fields of the form that are fields of the query language by the same name.</summary>
    private static readonly string[] Named = ["title", "source", "author", "person", "org", "place", "said", "quote"];

    public IActionResult OnGet()
    {
        List<string> parts = [.. Words("all")];
        if (Value("phrase") is { } phrase) parts.Add(Quoted(phrase));
        if (Words("any") is { Length: > 0 } any) parts.Add(any.Length == 1 ? any[0] : $"({string.Join(" OR ", any)})");
        parts.AddRange(Words("none").Select(word => "-" + word));
        foreach (var name in Named)
            if (Value(name) is { } value)
                parts.Add($"{name}:{(value.Contains(' ', StringComparison.Ordinal) ? Quoted(value) : value)}");
        if (Value("lang") is { } language) parts.Add($"lang:{language}");
        var query = string.Join(' ', parts);
        if (query.Length == 0 && Value("from") is null && Value("to") is null) return Page();
        return Redirect(SearchAddress.Of("").With(("q", query.Length == 0 ? null : query), ("from", Value("from")),
            ("to", Value("to"))));
    }

    private string? Value(string name) =>
        Request.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    private string[] Words(string name) => Value(name)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        ?? [];

    private static string Quoted(string words) => $"\"{words.Replace('"', ' ').Trim()}\"";
}

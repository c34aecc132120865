using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NewsArchive.Web.Api;

/// <summary>The part of the help that says what each address answers, made from the addresses themselves.</summary>
internal static class ApiHelp
{
    public const string Topic = "api";

    private static readonly JsonSerializerOptions Shown = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Addresses()
    {
        var text = new StringBuilder();
        foreach (var route in ArchiveApi.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"### {route.Pattern.Replace(":long", "", StringComparison.Ordinal)}\n\n{route.Said} ")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"[{route.Example}]({route.Example})\n\n");
            if (route.Parameters.Count > 0) text.Append("| Parameter | What it is | Example |\n|---|---|---|\n");
            foreach (var parameter in route.Parameters)
                text.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{parameter.Name}` | {parameter.Said} | `{parameter.Example}` |\n");
            if (ApiDescription.ExampleOf(route) is { } example)
                text.Append("\nAn answer, shortened:\n\n```json\n").Append(example.ToJsonString(Shown)).Append(
                    "\n```\n");
            text.Append('\n');
        }
        return text.ToString();
    }
}

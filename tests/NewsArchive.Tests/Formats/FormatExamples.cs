using System.Text;
using System.Text.RegularExpressions;
using NewsArchive.Tests.Architecture;

namespace NewsArchive.Tests.Formats;

/// <summary>The examples of the help's page of formats, as files.</summary>
internal static class FormatExamples
{
    /// <summary>One file a format, by the format's name.</summary>
    public static List<(string Format, byte[] Content)> All()
    {
        var help = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "NewsArchive.Web", "Help", "formats.md"));
        var sections = Regex.Split(help, @"\n## (?=[^\n]*\(`\w+`\))").Skip(1).ToList();
        return sections.ConvertAll(section =>
        {
            var format = Regex.Match(section, @"\(`(\w+)`\)").Groups[1].Value;
            // What is packed is the example of plain text.
            var shown = section.Contains("```", StringComparison.Ordinal) ? section : sections[0];
            return (format, Packed(format, Encoding.UTF8.GetBytes(shown.Split("```")[1].TrimStart('\n'))));
        });
    }

    private static byte[] Packed(string format, byte[] example)
    {
        var lines = Encoding.UTF8.GetString(example).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return format switch
        {
            "gzip" => Formats.Packed.Gzip(example),
            "zip" => Formats.Packed.Zip(("bridge.txt", example)),
            "tar" => Formats.Packed.Tar(("bridge.txt", example)),
            "archive" => Formats.Packed.SevenZip(("bridge.txt", example)),
            "compressed" => Formats.Packed.BZip2(example),
            "docx" => Formats.Packed.Docx([.. lines.Select((l, i) => (i == 0 ? "Title" : null, l))]),
            "pdf" => Formats.Packed.Pdf([.. lines.SelectMany((l, i) => new[] { (i == 0 ? 20.0 : 8.0, l), (8.0, "") })]),
            _ => example,
        };
    }
}

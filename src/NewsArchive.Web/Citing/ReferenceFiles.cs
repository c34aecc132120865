using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsArchive.Notation;

namespace NewsArchive.Web.Citing;

/// <summary>References as reference managers read them: RIS, BibTeX, CSL-JSON.</summary>
public static class ReferenceFiles
{
    /// <summary>RIS, as Zotero, EndNote and Mendeley read it; lines end in CR LF.</summary>
    public static string Ris(Citation c)
    {
        var ris = new StringBuilder();
        void Tag(string tag, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) ris.Append(tag).Append("  - ").Append(OneLine(value)).Append("\r\n");
        }
        Tag("TY", "NEWS");
        Tag("ID", c.Key);
        foreach (var author in c.Authors) Tag("AU", author.Sorted);
        Tag("TI", c.ShownTitle);
        Tag("T2", c.ShownSource);
        Tag("PY", c.Date is { } year ? Form(year, "yyyy") : null);
        Tag("DA", c.Date is { } date ? date.Precision switch
        {
            DatePrecision.Year => Form(date, "yyyy") + "///",
            DatePrecision.Month => Form(date, "yyyy/MM") + "//",
            _ => Form(date, "yyyy/MM/dd") + "/",
        } : null);
        Tag("AB", c.Abstract);
        Tag("LA", c.Language);
        Tag("UR", c.Address);
        Tag("Y2", c.Read.ToString("yyyy/MM/dd/", CultureInfo.InvariantCulture));
        Tag("DB", "NewsArchive");
        if (c.Shown != c.Address) Tag("L2", c.Shown);
        Tag("N1", c.Note);
        return ris.Append("ER  - \r\n\r\n").ToString();
    }

    public static string BibTeX(Citation c)
    {
        var entry = new StringBuilder();
        entry.Append(CultureInfo.InvariantCulture, $"@article{{{c.Key}");
        void Field(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) entry.Append(CultureInfo.InvariantCulture,
                $",\n  {name} = {{{value}}}");
        }
        Field("author", c.Authors.IsEmpty ? null : string.Join(" and ", c.Authors.Select(Author)));
        // Twice in braces: styles write titles in small letters otherwise.
        Field("title", $"{{{Tex(c.ShownTitle)}}}");
        Field("journal", c.ShownSource is { } source ? Tex(source) : null);
        Field("date", c.Date?.Precision is DatePrecision.Instant ? Form(c.Date.Value,
            "yyyy-MM-dd") : c.Date?.ToString());
        Field("year", c.Date is { } date ? Form(date, "yyyy") : null);
        if (c.Date is { Precision: >= DatePrecision.Month } month)
            entry.Append(CultureInfo.InvariantCulture, $",\n  month = {Form(month, "MMM").ToLowerInvariant()}");
        Field("day", c.Date is { Precision: >= DatePrecision.Day } day
            ? day.Day.Day.ToString(CultureInfo.InvariantCulture) : null);
        Field("url", Address(c.Address));
        Field("urldate", c.Read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Field("language", c.Language);
        Field("abstract", Tex(OneLine(c.Abstract)));
        Field("note", Tex(OneLine(c.Note)));
        return entry.Append("\n}\n\n").ToString();
    }

    /// <summary>Family name, suffix, given name; a name that has no parts in braces of its own.</summary>
    private static string Author(AuthorName name)
    {
        if (name.IsWhole) return $"{{{Tex(name.Family)}}}";
        var suffix = name.Suffix is { } jr ? $"{Tex(jr)}, " : "";
        return $"{Tex(name.Family)}, {suffix}{Tex(name.Given!)}";
    }

    /// <summary>CSL-JSON of one article; a file of them is a list.</summary>
    public static JsonObject CslJson(Citation c)
    {
        var item = new JsonObject { ["id"] = c.Key, ["type"] = "article-newspaper", ["title"] = c.ShownTitle };
        if (!c.Authors.IsEmpty)
            item["author"] = new JsonArray([.. c.Authors.Select(CslAuthor)]);
        if (c.ShownSource is { } source) item["container-title"] = source;
        if (c.Date is { } date)
        {
            var parts = new JsonArray(date.Day.Year);
            if (date.Precision >= DatePrecision.Month) parts.Add((JsonNode)date.Day.Month);
            if (date.Precision >= DatePrecision.Day) parts.Add((JsonNode)date.Day.Day);
            item["issued"] = new JsonObject { ["date-parts"] = new JsonArray(parts) };
            if (c.IsDateSupplied) item["issued"]!["circa"] = true;
        }
        item["URL"] = c.Address;
        item["accessed"] = new JsonObject
        {
            ["date-parts"] = new JsonArray(new JsonArray(c.Read.Year, c.Read.Month, c.Read.Day)),
        };
        if (c.Language is { } language) item["language"] = language;
        if (c.Abstract.Length > 0) item["abstract"] = c.Abstract;
        item["archive"] = "NewsArchive";
        item["archive_location"] = c.Shown;
        item["note"] = c.Note;
        return item;
    }

    private static JsonObject CslAuthor(AuthorName name)
    {
        if (name.IsWhole) return new() { ["literal"] = name.Family };
        var author = new JsonObject { ["family"] = name.Family, ["given"] = name.Given };
        if (name.Suffix is { } suffix) author["suffix"] = suffix;
        return author;
    }

    internal static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Form(WrittenDate date, string form) => date.Day.ToString(form, CultureInfo.InvariantCulture);

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Signs that TeX reads as its own; letters of all scripts stay.</summary>
    private static string Tex(string text)
    {
        var tex = new StringBuilder(text.Length);
        foreach (var sign in OneLine(text))
            tex.Append(sign switch
            {
                '\\' => @"\textbackslash{}",
                '{' => @"\{",
                '}' => @"\}",
                '$' => @"\$",
                '&' => @"\&",
                '#' => @"\#",
                '%' => @"\%",
                '_' => @"\_",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                _ => sign.ToString(),
            });
        return tex.ToString();
    }

    /// <summary>Of an address only what would end the field or begin a comment is written otherwise.</summary>
    private static string Address(string address) => address.Replace("{", "%7B", StringComparison.Ordinal)
        .Replace("}", "%7D", StringComparison.Ordinal).Replace(@"\", "%5C", StringComparison.Ordinal);
}

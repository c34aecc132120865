using System.Globalization;
using System.Text;
using NewsArchive.Notation;

namespace NewsArchive.Web.Citing;

/// <summary>
/// References as text, by the handbooks' rules for newspapers: Chicago (17th edition, bibliography), APA (7th), MLA
/// (9th), and the template of the English Wikipedia. What the archive supplied stands in brackets.
/// </summary>
public static class CitationStyles
{
    public static IReadOnlyList<(string Name, Func<Citation, string> Write)> All { get; } =
        [("Chicago", Chicago), ("APA", Apa), ("MLA", Mla), ("Wikipedia", Wikipedia)];

    public static string Chicago(Citation c)
    {
        var authors = Several(c, ", and ", most: 10, shown: 7, (name, i) => i == 0 ? name.Sorted : name.Natural);
        var parts = new StringBuilder();
        if (authors is not null) parts.Append(Ended(authors)).Append(' ');
        parts.Append(CultureInfo.InvariantCulture, $"“{Ended(c.ShownTitle)}” ");
        if (c.ShownSource is { } source) parts.Append(source).Append(", ");
        parts.Append(Supplied(c, c.Date is { } date ? American(date) : null)).Append(". ");
        return parts.Append(Place(c)).Append('.').ToString();
    }

    public static string Apa(Citation c)
    {
        var authors = Several(c, ", & ", most: 20, shown: 19, (name, _) => name.WithInitials);
        var date = c.Date is not { } at ? "[n.d.]" : Bracketed(c.IsDateSupplied, at.Precision switch
        {
            DatePrecision.Year => Form(at, "yyyy"),
            DatePrecision.Month => Form(at, "yyyy, MMMM"),
            _ => Form(at, "yyyy, MMMM d"),
        });
        var source = c.ShownSource is { } name ? $" {Ended(name)}" : "";
        return authors is null ? $"{Ended(c.ShownTitle)} ({date}).{source} {Place(c)}"
            : $"{Ended(authors)} ({date}). {Ended(c.ShownTitle)}{source} {Place(c)}";
    }

    public static string Mla(Citation c)
    {
        var authors = c.Authors.Length switch
        {
            0 => null,
            1 => c.Authors[0].Sorted,
            2 => $"{c.Authors[0].Sorted}, and {c.Authors[1].Natural}",
            _ => $"{c.Authors[0].Sorted}, et al.",
        };
        var date = Supplied(c, c.Date is { } at ? at.Precision switch
        {
            DatePrecision.Year => Form(at, "yyyy"),
            DatePrecision.Month => MonthOf(at) + Form(at, " yyyy"),
            _ => Form(at, "d ") + MonthOf(at) + Form(at, " yyyy"),
        } : null);
        var place = Place(c).Replace("https://", "", StringComparison.Ordinal).Replace("http://", "",
            StringComparison.Ordinal);
        return $"{(authors is null ? "" : Ended(authors) + " ")}“{Ended(c.ShownTitle)}” "
            + $"{(c.ShownSource is { } source ? source + ", " : "")}{date}, {place}.";
    }

    /// <summary>May, June and July are short as they are.</summary>
    private static string MonthOf(WrittenDate date) => date.Day.Month switch
    {
        5 or 6 or 7 => Form(date, "MMMM"),
        9 => "Sept.",
        _ => Form(date, "MMM") + ".",
    };

    public static string Wikipedia(Citation c)
    {
        var fields = new StringBuilder("{{cite news");
        void Field(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                fields.Append(CultureInfo.InvariantCulture, $" |{name}={value.ReplaceLineEndings(" ").Trim()}");
        }
        foreach (var (author, i) in c.Authors.Select((a, i) => (a, i + 1)))
        {
            var number = c.Authors.Length == 1 ? "" : i.ToString(CultureInfo.InvariantCulture);
            if (author.IsWhole) Field("author" + number, Wiki(author.Family));
            else
            {
                Field("last" + number, Wiki(author.Family));
                Field("first" + number, Wiki(author.Given! + (author.Suffix is null ? "" : " " + author.Suffix)));
            }
        }
        Field("title", c.Title is null ? "none" : Wiki(c.ShownTitle));
        Field("work", c.ShownSource is { } source ? Wiki(source) : null);
        Field("date", c.Date is { } date ? date.Precision switch
        {
            DatePrecision.Year => Form(date, "yyyy"),
            DatePrecision.Month => Form(date, "MMMM yyyy"),
            _ => Form(date, "d MMMM yyyy"),
        } : "n.d.");
        Field("url", c.Address.Replace("|", "%7C", StringComparison.Ordinal)
            .Replace("[", "%5B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal)
            .Replace(" ", "%20", StringComparison.Ordinal).Replace("{", "%7B", StringComparison.Ordinal)
            .Replace("}", "%7D", StringComparison.Ordinal));
        Field("access-date", c.Read.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        Field("language", c.Language is null or "en" ? null : c.Language);
        Field("quote", c.Quote is { } quote ? Wiki(quote.Text) : null);
        return fields.Append("}}").ToString();
    }

    /// <summary>Signs that would end a field, a link or a template.</summary>
    private static string Wiki(string text) => text.Replace("|", "{{!}}", StringComparison.Ordinal)
        .Replace("[", "&#91;", StringComparison.Ordinal).Replace("]", "&#93;", StringComparison.Ordinal)
        .Replace("''", "&#39;&#39;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string? Several(
        Citation c, string last, int most, int shown, Func<AuthorName, int, string> write)
    {
        if (c.Authors.IsEmpty) return null;
        var names = c.Authors.Select(write).ToList();
        if (names.Count > most) return string.Join(", ", names.Take(shown)) + ", et al";
        return names.Count == 1 ? names[0] : string.Join(", ", names.SkipLast(1)) + last + names[^1];
    }

    private static string Supplied(Citation c, string? date) =>
        date is null ? "[n.d.]" : Bracketed(c.IsDateSupplied, date);

    private static string Bracketed(bool isSupplied, string text) => isSupplied ? $"[{text}]" : text;

    private static string American(WrittenDate date) => date.Precision switch
    {
        DatePrecision.Year => Form(date, "yyyy"),
        DatePrecision.Month => Form(date, "MMMM yyyy"),
        _ => Form(date, "MMMM d, yyyy"),
    };

    private static string Form(WrittenDate date, string form) => date.Day.ToString(form, CultureInfo.InvariantCulture);

    /// <summary>Where it is; of a quote the line too.</summary>
    private static string Place(Citation c) => c.Quote is { } quote
        ? string.Create(CultureInfo.InvariantCulture,
            $"Line {quote.Line} of {c.File} (SHA-256 {c.Hash}), {c.Shown}") : c.Address;

    /// <summary>With a full stop, unless another sign ends it.</summary>
    private static string Ended(string text) => text.TrimEnd() is var tidy && tidy.Length > 0
        && ".?!…".Contains(tidy[^1], StringComparison.Ordinal)
        ? tidy : tidy + ".";
}

using System.Globalization;
using NewsArchive.Entities;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Text;

/// <summary>Values in words, as readers see them.</summary>
public static class Say
{
    public static string FileName(string path) => Path.GetFileName(path) is { Length: > 0 } name ? name : path;

    /// <summary>12 February 2026, or as much of it as is known.</summary>
    public static string Day(WrittenDate date) => Format(date, "d MMMM yyyy", "MMMM yyyy");

    /// <summary>12 Feb 2026, or as much of it as is known.</summary>
    public static string ShortDay(WrittenDate date) => Format(date, "d MMM yyyy", "MMM yyyy");

    /// <summary>Time of day with its zone, where an instant is known: 09:12 UTC+1.</summary>
    public static string? Time(WrittenDate date)
    {
        if (date.Precision != DatePrecision.Instant) return null;
        var offset = date.Offset ?? TimeSpan.Zero;
        var zone = offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}"
            + (offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}");
        return (date.At + offset).ToString("HH:mm ", CultureInfo.InvariantCulture) + zone;
    }

    public static string Day(DateTime at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTime at) => at.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339, to the second.</summary>
    public static string Rfc3339(DateTime at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string SameTextAgain(int copies) =>
        copies == 1 ? "The same text once more" : $"The same text {Count(copies)} times more";

    public static string Count(int number, string one, string? many = null) =>
        $"{Count(number)} {(number == 1 ? one : many ?? one + "s")}";

    public static string Kind(EntityKind kind) => kind.ToString().ToLowerInvariant();

    public static string Kinds(EntityKind kind) => kind switch
    {
        EntityKind.Person => "People",
        EntityKind.Organisation => "Organisations",
        EntityKind.Place => "Places",
        EntityKind.Product => "Products",
        EntityKind.Event => "Events",
        EntityKind.Group => "Groups",
        _ => "Other names",
    };

    public static string Type(NameType type) => type switch
    {
        NameType.NewsOrganisation => "news organisation",
        NameType.Government => "government body",
        NameType.International => "international organisation",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>55.75° N, 37.62° E.</summary>
    public static string Coordinates((double Latitude, double Longitude) at) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Math.Abs(at.Latitude):0.00}° {(at.Latitude < 0 ? "S" : "N")}, {Math.Abs(at.Longitude):0.00}° "
            + $"{(at.Longitude < 0 ? "W" : "E")}");

    /// <summary>A correction by hand in words, without a full stop.</summary>
    public static string Correction(NameCorrectionRow act, EntityRow entity, EntityRow? other) => act.Act switch
    {
        NameCorrectionKind.Merge => $"{entity.Name} is part of {other!.Name}",
        NameCorrectionKind.Split =>
            $"{other!.Name} split off from "
            + $"{entity.Name}{(act.Text is { } text ? $" where it is written “{text}”" : "")}"
            + $"{(act.ArticleId is { } article ? $" in article {article}" : "")}",
        NameCorrectionKind.Rename => $"{entity.FoundName} is called {act.Text}",
        NameCorrectionKind.Kind => $"{entity.Name} is of the kind {Kind(act.Kind!.Value)}",
        NameCorrectionKind.Hide => $"{entity.Name} is hidden",
        _ => $"{entity.Name} is also written {act.Text}",
    };

    public static string Status(InferenceStatus status) => status switch
    {
        InferenceStatus.Declared => "declared",
        InferenceStatus.Labelled => "stated behind a label",
        InferenceStatus.Found => "found",
        InferenceStatus.Inferred => "inferred",
        InferenceStatus.Corrected => "set by hand",
        _ => "not known",
    };

    /// <summary>The usual English name of a language, or its code.</summary>
    public static string Language(string code) => Languages.GetValueOrDefault(code, code);

    private static readonly Dictionary<string, string> Languages = new()
    {
        ["en"] = "English",
        ["de"] = "German",
        ["fr"] = "French",
        ["es"] = "Spanish",
        ["pt"] = "Portuguese",
        ["it"] = "Italian",
        ["nl"] = "Dutch",
        ["sv"] = "Swedish",
        ["da"] = "Danish",
        ["no"] = "Norwegian",
        ["fi"] = "Finnish",
        ["pl"] = "Polish",
        ["cs"] = "Czech",
        ["sk"] = "Slovak",
        ["hu"] = "Hungarian",
        ["ro"] = "Romanian",
        ["tr"] = "Turkish",
        ["id"] = "Indonesian",
        ["ms"] = "Malay",
        ["vi"] = "Vietnamese",
        ["ca"] = "Catalan",
        ["hr"] = "Croatian",
        ["lt"] = "Lithuanian",
        ["lv"] = "Latvian",
        ["et"] = "Estonian",
        ["sq"] = "Albanian",
        ["sl"] = "Slovenian",
        ["eu"] = "Basque",
        ["cy"] = "Welsh",
        ["tl"] = "Tagalog",
        ["sw"] = "Swahili",
        ["af"] = "Afrikaans",
        ["ru"] = "Russian",
        ["uk"] = "Ukrainian",
        ["bg"] = "Bulgarian",
        ["sr"] = "Serbian",
        ["mk"] = "Macedonian",
        ["be"] = "Belarusian",
        ["el"] = "Greek",
        ["he"] = "Hebrew",
        ["ar"] = "Arabic",
        ["fa"] = "Persian",
        ["ur"] = "Urdu",
        ["hi"] = "Hindi",
        ["bn"] = "Bengali",
        ["ta"] = "Tamil",
        ["te"] = "Telugu",
        ["ml"] = "Malayalam",
        ["kn"] = "Kannada",
        ["gu"] = "Gujarati",
        ["pa"] = "Punjabi",
        ["si"] = "Sinhala",
        ["th"] = "Thai",
        ["lo"] = "Lao",
        ["my"] = "Burmese",
        ["km"] = "Khmer",
        ["ka"] = "Georgian",
        ["hy"] = "Armenian",
        ["am"] = "Amharic",
        ["ko"] = "Korean",
        ["ja"] = "Japanese",
        ["zh"] = "Chinese",
    };

    /// <summary>1–3, 7 and 9–12.</summary>
    public static string Ranges(IEnumerable<int> numbers)
    {
        List<(int First, int Last)> runs = [];
        foreach (var number in numbers.Order())
        {
            if (runs.Count > 0 && runs[^1].Last >= number - 1) runs[^1] = (runs[^1].First, number);
            else runs.Add((number, number));
        }
        var parts =
            runs.Select(r =>
                r.First == r.Last
                    ? $"{r.First}" : r.Last == r.First + 1 ? $"{r.First}, {r.Last}" : $"{r.First}–{r.Last}").ToList();
        return parts.Count > 4 ? string.Join(", ", parts.Take(4)) + " …" : string.Join(", ", parts);
    }

    private static string Format(WrittenDate date, string day, string month) => (date.At + (date.Offset ?? TimeSpan.Zero)).ToString(date.Precision switch
    {
        DatePrecision.Year => "yyyy",
        DatePrecision.Month => month,
        _ => day,
    }, CultureInfo.InvariantCulture);
}

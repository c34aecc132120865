using System.Collections.Frozen;

namespace NewsArchive.Text;

/// <summary>
/// The names of months, in English and in the languages whose pages are read most, for tables and patterns.
/// </summary>
internal static class Months
{
    /// <summary>English names with their short forms, one alternation of a pattern a month.</summary>
    private const string
        EnglishJanuary = "january|jan", EnglishFebruary = "february|feb", EnglishMarch = "march|mar",
        EnglishApril = "april|apr", EnglishMay = "may", EnglishJune = "june|jun", EnglishJuly = "july|jul",
        EnglishAugust = "august|aug", EnglishSeptember = "september|sept|sep", EnglishOctober = "october|oct",
        EnglishNovember = "november|nov", EnglishDecember = "december|dec";

    private const string
        January = EnglishJanuary + "|januar|jänner|janvier|enero|gennaio|janeiro|januari",
        February = EnglishFebruary + "|februar|février|febrero|febbraio|fevereiro|februari",
        March = EnglishMarch + "|märz|mars|marzo|março|maart",
        April = EnglishApril + "|avril|abril|aprile",
        May = EnglishMay + "|mai|mayo|maggio|maio|mei",
        June = EnglishJune + "|juni|juin|junio|giugno|junho",
        July = EnglishJuly + "|juli|juillet|julio|luglio|julho",
        August = EnglishAugust + "|août|agosto|augustus",
        September = EnglishSeptember + "|septembre|septiembre|setiembre|settembre|setembro",
        October = EnglishOctober + "|oktober|octobre|octubre|ottobre|outubro",
        November = EnglishNovember + "|novembre|noviembre|novembro",
        December = EnglishDecember + "|dezember|décembre|diciembre|dicembre|dezembro";

    /// <summary>Every name, as the alternation of a pattern; case does not count.</summary>
    public const string Pattern =
        January + "|" + February + "|" + March + "|" + April + "|" + May + "|" + June + "|" +
        July + "|" + August + "|" + September + "|" + October + "|" + November + "|" + December;

    /// <summary>Names of months that are written with a stop when cut short.</summary>
    public const string ShortPattern = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";

    private static readonly FrozenDictionary<string, int> Numbers = Table(
        January, February, March, April, May, June, July, August, September, October, November, December);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> NumbersBySpan =
        Numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, int> EnglishNumbers = Table(
        EnglishJanuary, EnglishFebruary, EnglishMarch, EnglishApril, EnglishMay, EnglishJune, EnglishJuly,
        EnglishAugust,
        EnglishSeptember, EnglishOctober, EnglishNovember, EnglishDecember);

    /// <summary>1 to 12; null for what is no month's name.</summary>
    public static int? NumberOf(ReadOnlySpan<char> name) =>
        NumbersBySpan.TryGetValue(name, out var number) ? number : null;

    public static bool IsEnglish(string name) => EnglishNumbers.ContainsKey(name);

    private static FrozenDictionary<string, int> Table(params string[] names) => names
        .SelectMany((list, i) => list.Split('|').Select(name => (Name: name, Number: i + 1)))
        .ToFrozenDictionary(m => m.Name, m => m.Number, StringComparer.OrdinalIgnoreCase);
}

using System.Globalization;
using System.Text;
using NewsArchive.Entities;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Stories;
using NewsArchive.Text;

namespace NewsArchive.Tests;

/// <summary>
/// What rules make of short inputs, one a row in <c>Cases/</c>: the input and what a careful editor reads in it. What
/// they are known to get wrong stands in <c>known-failures.txt</c> with what comes out now.
/// </summary>
public sealed class CaseFileTests
{
    private static readonly DateOnly Today = new(2024, 6, 1);

    /// <summary>A case file, named without its ending, and what reads its inputs.</summary>
    private static readonly Dictionary<string, Func<string, string>> Readers = new(StringComparer.Ordinal)
    {
        ["text/sentences"] = text => string.Join(" | ", Sentences.Of(text).Select(s => s.Trim())),
        ["text/words"] = text => string.Join(' ', Words.Folded(text)),
        ["text/tokens"] = text => string.Join(' ', Tokeniser.Tokenise(text).Select(t => t.Text)),
        ["text/months"] = text => Months.NumberOf(text)?.ToString(CultureInfo.InvariantCulture) ?? "none",
        ["text/slugs"] = Slugs.Of,
        ["text/agencies"] = text => Listed(Agencies.CreditedIn(text)),
        ["text/bigrams"] = CjkBigrams.Of,
        ["notation/dates"] = text => Listed(DatePattern.FindAll(text, monthsAndYears: true)
            .Select(d => d.YearGiven ? d.Date.ToString() : d.Date.ToString()[5..])),
        ["notation/declared-dates"] = text => DeclaredTime.Parse(text)?.ToString() ?? "none",
        ["notation/bylines"] = text =>
            Listed((BylineForm.Labelled(text) ?? BylineForm.NamesOnly(text) ?? BylineForm.NameWithRole(text))?.Names),
        ["notation/outlets"] = text => Outlets.NameOfHost(text) ?? "none",
        ["metadata/headlines"] = text => Shown(Read(text).Metadata.Headline),
        ["metadata/bylines"] = text => Listed(Read(text).Metadata.Bylines.Value.IsDefault
            ? [] : Read(text).Metadata.Bylines.Value),
        ["metadata/dates"] = text => Shown(Read(text).Metadata.Published),
        ["metadata/datelines"] = text => Shown(Read(text).Metadata.Dateline),
        ["metadata/sources"] = text => Shown(Read(text).Metadata.Source),
        ["metadata/languages"] = text => Shown(Read(text).Metadata.Language),
        ["quotes/speakers"] = text => Listed(Read(text).Quotes.Select(q => $"{q.Speaker ?? "nobody"}: {q.Text}")),
        ["stories/figures"] = text => Listed(Figures.In(text)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Value} {f.Of}"))),
    };

    public static TheoryData<string, string, string> Cases() =>
        [.. Readers.Keys.SelectMany(file => CaseFiles.Rows(file.Split('/') is [var folder, var name]
            ? [folder, name + ".txt"] : []).Select(row => (file, row[0], row[1])))];

    public static TheoryData<string, string, string, string> KnownFailures() =>
        [.. CaseFiles.Rows("known-failures.txt").Select(row => (row[0], row[1], row[2], row[3]))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Input_is_read_as_an_editor_reads_it(string file, string input, string expected) =>
        Assert.Equal(expected, Readers[file](input));

    [Theory]
    [MemberData(nameof(KnownFailures))]
    public void Known_failure_fails_as_it_is_known_to(string file, string input, string right, string now)
    {
        var read = Readers[file](input);
        Assert.True(read != right, $"This is right now: move the row of “{input}” from known-failures to {file}.");
        Assert.Equal(now, read);
    }

    [Fact]
    public void Every_case_file_is_read() =>
        Assert.Equal(
            Directory.GetFiles(CaseFiles.Root, "*.txt", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(CaseFiles.Root, f).Replace('\\', '/')[..^4])
                .Where(f => f.Split('/')[0] is "text" or "notation" or "metadata" or "quotes" or "stories")
                .Order(StringComparer.Ordinal),
            Readers.Keys.Order(StringComparer.Ordinal));

    private static Article Read(string text) =>
        new ArticlePipeline(new FixedDay(Today)).Read(
            new("case.txt", 1, "text", "utf-8", Encoding.UTF8.GetBytes(text), text, new(), []));

    /// <summary>The value, in square brackets where it is inferred.</summary>
    private static string Shown<T>(Inferred<T> value) => value.Status switch
    {
        InferenceStatus.Absent => "none",
        InferenceStatus.Inferred => $"[{value.Value}]",
        _ => $"{value.Value}",
    };

    private static string Listed(IEnumerable<string>? values) =>
        values is not null && string.Join("; ", values) is { Length: > 0 } list ? list : "none";
}

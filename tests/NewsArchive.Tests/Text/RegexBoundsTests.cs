using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsArchive.Tests.Text;

/// <summary>No pattern may take long on any text: each is fed what is worst for it.</summary>
public sealed partial class RegexBoundsTests
{
    /// <summary>Characters on which the worst text is looked for, and on which its growth is measured.</summary>
    private const int Trial = 2 * 1024, Whole = 256 * 1024;

    /// <summary>CPU-seconds below which a ratio says nothing.</summary>
    private const double Noise = .1;

    /// <summary>
    /// Times that four times the text may take as long, where work that grows with the square takes sixteen.
    /// </summary>
    private const double MostGrowth = 8;

    private static readonly string[] Pieces =
    [
        " ", "\n", "a", "A", "1", ".", ",", "-", "(", "<", "\"", "“", "*", "&", "#", "'", "/", ":", "@", "\t", "[",
        "_", "|", "©", "a ", "A ", "1 ", "Ab ", "1,", "1.", "1:", "1/", "A.", "a.", "(a ", "<a ", "a\n", "A, ",
            "\"a", "“a ", "ab-",
        "a@", "&a", "1 2 ", "ЖЖ ", "年", "2021", "By Jane Doe ", "(c) ", "“Ab, ", "<!--", "![a](", "**a ", "' ",
            "`` ", " |", "</",
        ". ", "[cite",
    ];

    /// <summary>What stands behind the repeated piece, so that a pattern that wants an end is disappointed.</summary>
    private static readonly string[] Ends = ["", "\nx", " a!x"];

    private static IEnumerable<MethodInfo> Patterns() => typeof(ArticlePipeline).Assembly.GetTypes()
        .SelectMany(type =>
            type.GetMethods(
                BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null);

    public static TheoryData<string, string> Names() =>
        [.. Patterns().Select(p => (p.DeclaringType!.FullName!, p.Name))];

    [Fact]
    public void Every_pattern_is_bounded() => Assert.All(Patterns(), pattern =>
    {
        var regex = (Regex)pattern.Invoke(null, null)!;
        Assert.True(regex.Options.HasFlag(RegexOptions.NonBacktracking)
            || regex.MatchTimeout <= TimeSpan.FromSeconds(2),
            $"{pattern.DeclaringType!.Name}.{pattern.Name} may take for ever");
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Work_of_a_pattern_grows_with_the_text_and_not_with_its_square(string type, string name)
    {
        if (!Work.CanBeMeasured) Assert.Skip("The work of a thread is measured on Linux.");
        var pattern = Patterns().Single(p => p.DeclaringType!.FullName == type && p.Name == name);
        var regex = (Regex)pattern.Invoke(null, null)!;
        regex.Count("a");
        var words = Word().Matches(regex.ToString()).Select(m => m.Value).Distinct().Take(12).ToList();
        var worst = Pieces.Select(piece => ("", piece)).Concat(words.SelectMany(w => new[] { ("", w), ("",
            w + " ") }))
            .Concat(from word in words from piece in new[] { " ", "a", "a ", "A ", "1 " } select (word, piece))
            .SelectMany(p => Ends.Select(end => (First: p.Item1, Piece: p.Item2, End: end)))
            .OrderByDescending(p => Work.Of(() => regex.Count(Text(p, Trial)))).Take(2);
        foreach (var piece in worst)
            if (Told(regex, piece, Whole) is { } growth) Assert.Fail(growth);
    }

    /// <summary>
    /// What is wrong with the growth from a quarter of the characters to all of them; null where nothing is.
    /// </summary>
    private static string? Told(Regex regex, (string First, string Piece, string End) piece, int characters)
    {
        var text = Text(piece, characters);
        try
        {
            if (Work.Of(() => regex.Count(text)) < Noise) return null;
            var (quarter, whole) = (Seconds(regex, piece, characters / 4), Seconds(regex, piece, characters));
            return whole < Noise || whole < MostGrowth * quarter ? null
                : $"{quarter:0.000} s for {characters / 4} characters, {whole:0.000} s for {characters} "
                    + $"of “{piece}”";
        }
        catch (RegexMatchTimeoutException) when (characters == Whole)
        {
            // The clock of the bound goes on where other programs work: a quarter shows the same growth.
            return Told(regex, piece, Whole / 4);
        }
    }

    private static double Seconds(Regex regex, (string, string, string) piece, int characters)
    {
        var text = Text(piece, characters);
        return Work.Least(() => regex.Count(text));
    }

    private static string Text((string First, string Piece, string End) of, int characters) =>
        new StringBuilder(of.First).Insert(of.First.Length, of.Piece,
            characters / of.Piece.Length).Append(of.End).ToString();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}

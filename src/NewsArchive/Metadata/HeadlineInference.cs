// Observation: scraped text often lost its headline; the lede's main clause says the same in a few words more.
// Idea: declared, else the line classified as headline, else the main clause of the first sentence: without the
// dateline, without an opening adverbial, cut before the first comma or dash that follows a whole clause.
// Known failure: a lede that opens with an anecdote gives a headline that is true but not telling.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Text;

namespace NewsArchive.Metadata;

internal static partial class HeadlineInference
{
    private const int Longest = 110;
    private const int ShortestClause = 5;

    public static Inferred<string> Infer(
        DeclaredFields declared, ImmutableArray<ClassifiedLine> lines, ImmutableArray<Paragraph> reading)
    {
        var found = lines.Paragraphs(kind => kind == LineKind.Headline) is [var line, ..]
            ? Inferred.Found(line.Text, line.Line, lines[line.Line - 1].Rule)
            : null;
        if (declared.Headline is { Length: > 0 } headline)
        {
            var value = Inferred.Declared(headline, "title");
            return found is null || found.Value == headline
                ? value : value.Rejecting([new(found.Value!, $"line {found.Line} differs from the declared title")]);
        }
        if (found is not null) return found;
        foreach (var paragraph in reading.Where(p => p.Kind == LineKind.Body))
            if (MainClause(paragraph.Text) is { Length: > 0 } clause)
                return Inferred.FromText(clause, paragraph.Line,
                    "the file carries no headline; the lede's main clause stands in");
        return Inferred.Absent<string>("the file carries no headline and no lede");
    }

    /// <summary>
    /// The first sentence without its dateline, its opening adverbial and what follows its main clause.
    /// </summary>
    public static string MainClause(string lede)
    {
        var text = DatelineInference.WithoutDateline(lede).Trim();
        var sentence = Sentences.First(text).TrimEnd('.', ' ');
        if (Opening().Match(sentence) is { Success: true } opening && sentence.Length - opening.Length > 25)
            sentence = char.ToUpperInvariant(sentence[opening.Length]) + sentence[(opening.Length + 1)..];
        sentence = Aside().Replace(sentence, m => Words.Count(sentence[..m.Index]) < ShortestClause ? "" : m.Value, 1);
        foreach (Match cut in ClauseEnd().Matches(sentence))
            if (Words.Count(sentence[..cut.Index]) >= ShortestClause)
            {
                sentence = sentence[..cut.Index];
                break;
            }
        sentence = sentence.Trim(' ', ',', ';', ':', '-', '–', '—');
        if (sentence.Length <= Longest) return sentence;
        var at = sentence.LastIndexOf(' ', Longest);
        return (at > 0 ? sentence[..at] : sentence[..Longest]) + "…";
    }

    [GeneratedRegex(@"^(?:In|On|At|After|As|With|Following|Speaking|When|While|Despite|Amid|For|From|By|Since|Under"
        + @"|During|Before|Once|If|Although|Though|Citing|According\s+to|Earlier)\b[^,]{3,90},\s+(?=\S)")]
    private static partial Regex Opening();

    /// <summary>“, including …,” or “, the …,” between a subject and its verb.</summary>
    [GeneratedRegex(@",\s[^,]{3,120},(?=\s)")]
    private static partial Regex Aside();

    [GeneratedRegex(@",\s|;\s|\s[–—-]\s|—|:\s")]
    private static partial Regex ClauseEnd();
}

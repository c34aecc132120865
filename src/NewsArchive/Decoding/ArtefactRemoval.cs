// Observation: text written with language models carries the models' citation marks, such as “(turn0search21)”.
// Idea: their forms are fixed and occur nowhere else, so they are taken out of the reading text and the repair is
// recorded.
// Known failure: forms that models invent after this list was written.
using System.Text.RegularExpressions;

namespace NewsArchive.Decoding;

internal static partial class ArtefactRemoval
{
    public const string Rule = "citation artefact of a language model removed";

    public static RepairedText Remove(RepairedText text)
    {
        var lines = text.Lines.ToBuilder();
        var steps = text.Steps.ToBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!MayHold(lines[i])) continue;
            var number = i + 1;
            lines[i] = Artefact().Replace(lines[i], m =>
            {
                steps.Add(new(number, m.Index, Rule, m.Value.Trim(), ""));
                return "";
            });
        }
        return new(lines.ToImmutable(), steps.ToImmutable());
    }

    private static bool MayHold(string line) =>
        line.Contains("turn", StringComparison.Ordinal) || line.Contains("oaicite", StringComparison.Ordinal)
            || line.Contains('【', StringComparison.Ordinal)
        || line.Contains('\uE200', StringComparison.Ordinal);

    [GeneratedRegex(@"\s?\uE200[^\uE201]{0,200}\uE201|\s?[(\[]?(?:cite)?(?:turn\d+(?:search|view|news|image|fetch"
        + @"|file)\d+[,;\s]*)+[)\]]?|\s?:?(?:contentReference)?\[oaicite:\d+\](?:\{index=\d+\})?|\s?【[^】]{0,60}(?:†"
        + @"|source)[^】]{0,60}】")]
    private static partial Regex Artefact();
}

using NewsArchive.Entities;

namespace NewsArchive.Eval;

/// <summary>
/// Texts whose names are marked, in CoNLL's columns: a word and its label a line, a blank line between sentences.
/// </summary>
internal sealed record NameDocument(List<string[]> Words, List<int[]> Labels)
{
    public static List<NameDocument> Load(string set)
    {
        List<NameDocument> documents = [];
        List<string> words = [], labels = [];
        void EndSentence()
        {
            if (words.Count == 0) return;
            if (documents.Count == 0) documents.Add(new([], []));
            documents[^1].Words.Add([.. words]);
            documents[^1].Labels.Add(Bioes(labels));
            words.Clear();
            labels.Clear();
        }
        foreach (var line in DataSets.TextLines(set))
        {
            if (line.StartsWith("-DOCSTART-", StringComparison.Ordinal))
            {
                EndSentence();
                documents.Add(new([], []));
                continue;
            }
            var space = line.LastIndexOf(' ');
            if (space <= 0)
            {
                EndSentence();
                continue;
            }
            // Where a name lies in another, worldwide puts the outer one's label between word and inner label. The
            // outer one counts.
            var parts = line.Split(' ', '\t');
            words.Add(parts[0]);
            labels.Add(line.Contains('\t', StringComparison.Ordinal) ? Outer(parts[1]) : parts[^1]);
        }
        EndSentence();
        documents.RemoveAll(d => d.Words.Count == 0);
        return documents;
    }

    private static string Outer(string label) => label.Length < 2 ? "O" : label[2..] switch
    {
        "Person" => label[..2] + "PER",
        "Organization" => label[..2] + "ORG",
        "Location" or "Facility" => label[..2] + "LOC",
        "Date" or "Money" => "O",
        _ => label[..2] + "MISC",
    };

    /// <summary>The same document with words changed and labels kept.</summary>
    public NameDocument With(Func<string, string> change) =>
        new(Words.ConvertAll(s => s.Select(change).ToArray()), Labels);

    private static int[] Bioes(List<string> labels)
    {
        var result = new int[labels.Count];
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] == "O")
            {
                result[i] = LinearTagger.Outside;
                continue;
            }
            var kind = labels[i][2..] switch
            {
                "PER" => TagKind.Person,
                "ORG" => TagKind.Organisation,
                "LOC" => TagKind.Place,
                _ => TagKind.Other
            };
            var begins = labels[i][0] == 'B' || i == 0 || labels[i - 1] == "O" || labels[i - 1][2..] != labels[i][2..];
            var ends = i + 1 == labels.Count || labels[i + 1][0] is 'O' or 'B' || labels[i + 1][2..] != labels[i][2..];
            result[i] = LinearTagger.Label(kind, begins ? ends ? 3 : 0 : ends ? 2 : 1);
        }
        return result;
    }

    /// <summary>Names as (first, last, kind).</summary>
    public static HashSet<(int, int, int)> Spans(int[] labels)
    {
        HashSet<(int, int, int)> spans = [];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == LinearTagger.Outside || labels[i] % 4 is 1 or 2) continue;
            var end = i;
            if (labels[i] % 4 == 0)
                while (end + 1 < labels.Length && labels[end] % 4 != 2 && labels[end + 1] != LinearTagger.Outside
                    && labels[end + 1] % 4 is 1 or 2) end++;
            spans.Add((i, end, labels[i] / 4));
        }
        return spans;
    }
}

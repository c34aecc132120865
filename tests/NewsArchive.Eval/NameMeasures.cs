using System.Globalization;
using NewsArchive.Entities;
using NewsArchive.Formats;

namespace NewsArchive.Eval;

/// <summary>Exact names, span and kind, as CoNLL counts them.</summary>
internal static class NameMeasures
{
    public static IEnumerable<(string Name, List<NameDocument> Documents)> Sets()
    {
        var dev = NameDocument.Load("entities/conll2003/dev.conll.gz");
        yield return ("names.conll2003-dev", dev);
        yield return ("names.conll2003-dev.recased", Recased(dev));
        yield return ("names.worldwide-held-out",
            NameTraining.HeldOut(NameDocument.Load("entities/worldwide/dev.conll.gz")));
        yield return ("names.wikigold", NameDocument.Load("entities/wikigold/all.conll.gz"));
    }

    /// <summary>A third of the sentences as they are, a third like titles, a third in capitals.</summary>
    private static List<NameDocument> Recased(List<NameDocument> documents) => documents.ConvertAll(d => d with
    {
        Words = [.. d.Words.Select((words, i) => (i % 3) switch
        {
            1 => words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]).ToArray(),
            2 => words.Select(w => w.ToUpperInvariant()).ToArray(),
            _ => words,
        })],
    });

    /// <summary>
    /// From the raw text of the held-out articles through the whole reading: which names an article has, each once,
    /// spelled without spaces and signs, with its kind.
    /// </summary>
    public static IEnumerable<Score> FromText()
    {
        var documents =
            NameDocument.Load("entities/worldwide/dev.conll.gz").Zip(DataSets.Lines("entities/worldwide/docs.jsonl.gz"))
                .Where((_, i) => i % NameTraining.Fold == 0).ToList();
        int right = 0, found = 0, wanted = 0;
        foreach (var (marked, source) in documents)
        {
            var truth =
                marked.Words.Zip(marked.Labels)
                    .SelectMany(s =>
                    NameDocument.Spans(s.Second)
                        .Select(n => (Plain(string.Concat(s.First[n.Item1..(n.Item2 + 1)])), (TagKind)n.Item3)))
                    .ToHashSet();
            var text = source.GetProperty("text").GetString()!;
            var article = new ArticlePipeline(TimeProvider.System)
                .Read(new("article.txt", 1, "text", "utf-8", default, text, DeclaredFields.None, []));
            var got = article.Entities.SelectMany(e => e.Mentions.Select(m => (Plain(m.Text), Tag(e.Kind))))
                .ToHashSet();
            wanted += truth.Count;
            found += got.Count;
            right += got.Count(truth.Contains);
        }
        yield return new("names.worldwide-held-out.from-text", 2.0 * right / (found + wanted),
            string.Create(CultureInfo.InvariantCulture,
                $"precision {(double)right / found:0.000}, recall {(double)right / wanted:0.000}, {wanted} names in "
                + $"{documents.Count} articles"));
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static TagKind Tag(EntityKind kind) => kind switch
    {
        EntityKind.Person => TagKind.Person,
        EntityKind.Organisation or EntityKind.Product => TagKind.Organisation,
        EntityKind.Place => TagKind.Place,
        _ => TagKind.Other,
    };

    public static IEnumerable<Score> All()
    {
        foreach (var (name, documents) in Sets())
        {
            var (right, found, wanted) = Count(documents, LinearTagger.Default);
            yield return new(name, 2.0 * right / (found + wanted),
                string.Create(CultureInfo.InvariantCulture,
                    $"precision {(double)right / found:0.000}, recall {(double)right / wanted:0.000}, {wanted} names"));
        }
    }

    public static void Print(string name, List<NameDocument> documents, LinearTagger tagger)
    {
        var (right, found, wanted) = Count(documents, tagger);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-40} F1 {2.0 * right / (found + wanted):0.0000}  precision {(double)right / found:0.000}  recall "
            + $"{(double)right / wanted:0.000}  {wanted} names"));
    }

    public static double F1(List<NameDocument> documents, LinearTagger tagger)
    {
        var (right, found, wanted) = Count(documents, tagger);
        return 2.0 * right / (found + wanted);
    }

    private static (int Right, int Found, int Wanted) Count(List<NameDocument> documents, LinearTagger tagger)
    {
        int right = 0, found = 0, wanted = 0;
        foreach (var document in documents)
        {
            var tagged = new TaggedDocument(document.Words);
            for (var s = 0; s < tagged.Sentences.Count; s++)
            {
                var truth = NameDocument.Spans(document.Labels[s]);
                var got = tagger.Tag(tagged.Sentences[s]);
                wanted += truth.Count;
                found += got.Count;
                right += got.Count(g => truth.Contains((g.First, g.Last, (int)g.Kind)));
                foreach (var (first, last, kind) in truth.Where(t => !got.Exists(g => (g.First, g.Last,
                    (int)g.Kind) == t)))
                {
                    string Written(int from, int to) => string.Join(' ', document.Words[s][from..(to + 1)]);
                    var others = got.Where(g => g.First <= last && first <= g.Last).Select(g =>
                        $"{g.Kind} “{Written(g.First, g.Last)}”");
                    RepairMeasures.Verbose($"missed {(TagKind)kind} “{Written(first, last)}”, got {string.Join(", ", others)}");
                }
            }
        }
        return (right, found, wanted);
    }
}

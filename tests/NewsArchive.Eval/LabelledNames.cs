using System.Globalization;
using System.Text;
using NewsArchive.Entities;
using NewsArchive.Formats;
using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>
/// Articles whose names were labelled by hand (<c>Labels/names.txt</c>): which names an article has, and which written
/// forms are one name.
/// </summary>
/// <remarks>
/// Set F1: a name counts as found where the reading has an entity with one of its right names and kinds, each once.
/// B-cubed: over the written forms of the labels; a form that the reading does not have stands alone.
/// </remarks>
internal static class LabelledNames
{
    private sealed record Label(EntityKind[] Kinds, string[] Names, string[] Forms);

    private sealed record LabelledArticle(string Set, string Id, List<Label> Labels);

    public static IEnumerable<Score> All()
    {
        int right = 0, found = 0, wanted = 0, forms = 0, articles = 0;
        double precision = 0, recall = 0;
        var labelled = Load().ToList();
        if (labelled.Exists(a => a.Set != "seeds" && !DataSets.Exists(a.Set))) yield break;
        foreach (var (set, id, labels) in labelled)
        {
            if (TextOf(set, id) is not { } document) continue;
            articles++;
            var entities = new ArticlePipeline(TimeProvider.System).Read(document).Entities;
            var open = entities.ToList();
            wanted += labels.Count;
            found += entities.Length;
            foreach (var label in labels)
            {
                if (open.Find(e => label.Kinds.Contains(e.Kind) && label.Names.Any(n => Same(n, e.Name))) is { } entity)
                {
                    right++;
                    open.Remove(entity);
                }
                else RepairMeasures.Verbose($"{id}: not found: {string.Join('/', label.Kinds)} {label.Names[0]}");
            }
            foreach (var entity in open)
                RepairMeasures.Verbose(
                    $"{id}: not labelled: {entity.Kind} {entity.Name} [{string.Join("; ", entity.Aliases)}]");

            var items =
                labels.SelectMany((label, i) =>
                    label.Names.Take(1).Concat(label.Forms).Distinct().Select(form => (Form: form, Label: i))).ToList();
            var clusters =
                items.ConvertAll(item =>
                    entities.IndexOf(
                        entities.FirstOrDefault(e =>
                            Same(e.Name, item.Form) || e.Aliases.Any(a => Same(a, item.Form))
                                || labels[item.Label].Names.Skip(1)
                                .Any(n => item.Form == labels[item.Label].Names[0] && Same(e.Name, n)))!));
            for (var i = 0; i < items.Count; i++)
            {
                var together =
                    Enumerable.Range(0, items.Count)
                        .Where(k => k == i || clusters[k] >= 0 && clusters[k] == clusters[i]).ToList();
                var belonging = Enumerable.Range(0, items.Count).Where(k => items[k].Label == items[i].Label).ToList();
                var both = together.Intersect(belonging).Count();
                precision += (double)both / together.Count;
                recall += (double)both / belonging.Count;
                if (both < together.Count || both < belonging.Count)
                    RepairMeasures.Verbose(
                        $"{id}: join of “{items[i].Form}”: with "
                        + $"{string.Join(", ", together.Select(k => items[k].Form))}; right "
                            + $"{string.Join(", ", belonging.Select(k => items[k].Form))}");
            }
            forms += items.Count;
        }
        yield return new("names.labelled-articles.set", 2.0 * right / (found + wanted),
            string.Create(CultureInfo.InvariantCulture,
                $"precision {(double)right / found:0.000}, recall {(double)right / wanted:0.000}, {wanted} names in "
                + $"{articles} articles"));
        var (p, r) = (precision / forms, recall / forms);
        yield return new("names.labelled-articles.joins", 2 * p * r / (p + r),
            string.Create(CultureInfo.InvariantCulture,
                $"B-cubed precision {p:0.000}, recall {r:0.000}, {forms} written forms"));
    }

    private static bool Same(string one, string other) =>
        Words.Fold(one).Replace('’', '\'') == Words.Fold(other).Replace('’', '\'');

    private static IEnumerable<LabelledArticle> Load()
    {
        LabelledArticle? current = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Labels", "names.txt"))
            .Where(l => l.Length > 0 && l[0] != '#'))
        {
            var parts = line.TrimStart('@').Split('|', StringSplitOptions.TrimEntries);
            if (line[0] == '@')
            {
                if (current is not null) yield return current;
                current = new(parts[0], parts[1], []);
                continue;
            }
            current!.Labels.Add(new([.. parts[0].Split(',').Select(k => Enum.Parse<EntityKind>(k, ignoreCase: true))],
                parts[1].Split(" = "), parts.Length > 2 ? parts[2].Split(';') : []));
        }
        if (current is not null) yield return current;
    }

    private static readonly Dictionary<string, Dictionary<string, byte[]>> Archives = [];

    private static RawDocument? TextOf(string set, string id)
    {
        if (set == "seeds") return Read(id, File.ReadAllBytes(Path.Combine(DataSets.Seeds, id)));
        if (!Archives.TryGetValue(set, out var files))
            Archives[set] = files = set.EndsWith(".tar.gz", StringComparison.Ordinal) ? DataSets.Files(set)
                : DataSets.Lines(set)
                .ToDictionary(l => l.GetProperty("id").GetString()! + ".json",
                l => Encoding.UTF8.GetBytes(l.GetRawText()));
        var name = set.EndsWith(".tar.gz", StringComparison.Ordinal) ? id : id + ".json";
        return Read(name, files[name]);
    }

    private static RawDocument? Read(string name, byte[] content) =>
        FormatDetection.Read(new SourceFile(name, content)).Select(r => r.Document).FirstOrDefault(d => d is not null);
}

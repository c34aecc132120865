using NewsArchive.Search;

namespace NewsArchive.Storage.Search;

/// <summary>Says what scores are made of.</summary>
internal static class Explanation
{
    public static Dictionary<int, List<ScorePart>> Of(IReadOnlyList<RankedHit> page, TextSearch text, MatchTerms terms)
    {
        var within = new Bitmap(page.Count == 0 ? 0 : page.Max(h => h.Id) + 1);
        foreach (var hit in page) within.Add(hit.Id);
        var parts = page.ToDictionary(h => h.Id, _ => new List<ScorePart>());
        for (var term = 0; term < terms.Count; term++)
            foreach (var (id, value) in text.Part(terms, term, within))
                parts[id].Add(new(QueryText.Of(terms.Nodes[term]), value));
        foreach (var hit in page)
        {
            var near = hit.Base - parts[hit.Id].Sum(p => p.Value);
            if (near > 1e-4) parts[hit.Id].Add(new("words near each other", near));
            parts[hit.Id].AddRange(hit.Boosts);
        }
        return parts;
    }
}

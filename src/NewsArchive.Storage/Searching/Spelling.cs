// Observation: a search that finds nothing mostly has one word that the archive does not know, or knows in another spelling.
// Idea: say of each part what it finds alone and what the rest finds without it; offer words and names of the archive that are
// one or two slips away, the nearest and most frequent first, if the corrected query finds something.
// Known failure: a real word typed for another (“form” for “from”) is not suspected.
using Microsoft.Data.Sqlite;
using NewsArchive.Search;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Storage.Searching;

internal sealed class Spelling(SqliteConnection connection, Evaluation evaluation, SearchMemory memory)
{
    /// <summary>Words that are tried in place of one, and parts of a query that are looked at.</summary>
    private const int MostTried = 5, MostParts = 12;

    /// <summary>Words up to this length may have one slip, longer ones two.</summary>
    private const int ShortWord = 4;

    /// <summary>What each wanted part of a query finds.</summary>
    public List<QueryPartCount> Parts(QueryNode query)
    {
        var parts = query is QueryNode.And and ? and.Parts : [query];
        if (parts.Length > MostParts) return [];
        return [.. parts.Select((part, place) =>
        {
            QueryNode[] others = [.. parts.Where((_, other) => other != place)];
            var rest = others.Length == 0 || others.All(o => o is QueryNode.Not) ? null : others.Length == 1 ? others[0] : new QueryNode.And([.. others]);
            return new QueryPartCount(QueryText.Of(part), part is QueryNode.Not ? 0 : evaluation.Set(part).Count(), rest is null ? null : QueryText.Of(rest), rest is null ? 0 : evaluation.Set(rest).Count());
        })];
    }

    /// <summary>The query with unknown words replaced by known ones, where that finds something.</summary>
    public (string? Query, int Count) Suggest(QueryNode query)
    {
        var unknown = query.Wanted().OfType<QueryNode.Word>().Where(w => w.Match != WordMatch.Prefix && w.Field != QueryField.Language && !Grams.IsUnspaced(w.Text) && evaluation.Set(w).Count() == 0).Distinct().ToList();
        if (unknown.Count is 0 or > 3) return (null, 0);
        var known = evaluation.Text.Words().Concat(memory.Names(connection).AllWords()).Distinct().ToList();
        Dictionary<QueryNode.Word, List<string>> choices = [];
        foreach (var word in unknown)
            if (Alternatives(Words.Fold(word.Text), known) is { Count: > 0 } found) choices[word] = found;
            else return (null, 0);
        // All first choices at once, then the second ones.
        for (var rank = 0; rank < MostTried; rank++)
        {
            var corrected = Replace(query, word => choices.TryGetValue(word, out var found) ? word with { Text = found[Math.Min(rank, found.Count - 1)] } : word);
            if (evaluation.Set(corrected).Count() is > 0 and var count) return (QueryText.Of(corrected), count);
        }
        return (null, 0);
    }

    private List<string> Alternatives(string word, List<string> known)
    {
        if (word.Length == 0) return [];
        var slips = word.Length <= ShortWord ? 1 : 2;
        return [.. known.Where(k => Math.Abs(k.Length - word.Length) <= slips).Select(k => (Word: k, Distance: Distance(word, Words.Fold(k), slips)))
            .Where(k => k.Distance is > 0 && k.Distance <= slips)
            .OrderBy(k => k.Distance).ThenByDescending(k => k.Word[0] == word[0]).ThenBy(k => k.Word, StringComparer.Ordinal).Take(40)
            .Select(k => (k.Word, k.Distance, Same: k.Word[0] == word[0], Count: evaluation.Text.CountOf(k.Word))).Where(k => k.Count > 0)
            .OrderBy(k => k.Distance).ThenByDescending(k => k.Same).ThenBy(k => Math.Abs(k.Word.Length - word.Length)).ThenByDescending(k => k.Count).Take(MostTried).Select(k => k.Word)];
    }

    private static QueryNode Replace(QueryNode node, Func<QueryNode.Word, QueryNode> replace) => node switch
    {
        QueryNode.And and => new QueryNode.And([.. and.Parts.Select(p => Replace(p, replace))]),
        QueryNode.Or or => new QueryNode.Or([.. or.Parts.Select(p => Replace(p, replace))]),
        QueryNode.Word word => replace(word),
        _ => node,
    };

    /// <summary>Letters put in, left out, changed or swapped with their neighbour (optimal string alignment); more than <paramref name="most"/> is most + 1.</summary>
    internal static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most) return most + 1;
            last.CopyTo(before);
            row.CopyTo(last);
        }
        return last[b.Length];
    }
}

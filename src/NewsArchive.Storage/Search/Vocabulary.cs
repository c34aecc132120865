using System.Data.Common;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>The words of the archive and of its names, folded, by their length: what a slip may have meant.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<int, List<string>> byLength;

    private Vocabulary(IEnumerable<string> words) =>
        byLength = words.GroupBy(w => w.Length).ToDictionary(g => g.Key, g => g.ToList());

    public static Vocabulary Load(DbConnection connection, NameIndex names)
    {
        HashSet<string> words = [.. names.AllWords()];
        using var rows = new SqlReader(connection, "SELECT DISTINCT Form FROM WordForms");
        while (rows.Read()) words.Add(Words.Fold(rows.String(0)));
        return new(words);
    }

    /// <summary>Words that are one or more slips away, but no more than <paramref name="most"/>.</summary>
    public IEnumerable<(string Word, int Slips)> Near(string word, int most)
    {
        for (var length = word.Length - most; length <= word.Length + most; length++)
            foreach (var known in byLength.GetValueOrDefault(length) ?? [])
                if (Distance(word, known, most) is > 0 and var slips && slips <= most) yield return (known, slips);
    }

    /// <summary>
    /// Letters put in, left out, changed or swapped with their neighbour (optimal string alignment); more than
    /// <paramref name="most"/> is most + 1.
    /// </summary>
    internal static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1],
            row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most) return most + 1;
            last.CopyTo(before);
            row.CopyTo(last);
        }
        return last[b.Length];
    }
}

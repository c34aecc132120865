using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>The corrections of quotes in force, as a value.</summary>
internal sealed class QuoteCorrectionRules
{
    private readonly Dictionary<(long Article, string Words, int Copy), CorrectionRow> acts = [];

    public static QuoteCorrectionRules InForce(ArchiveDb db, IReadOnlyCollection<long> articles)
    {
        var rules = new QuoteCorrectionRules();
        foreach (var act in db.CorrectedArticles.Where(c => articles.Contains(c.ArticleId))
            .Join(db.Corrections.Where(c => c.UndoneAt == null
                && (c.Kind == CorrectionKind.Speaker || c.Kind == CorrectionKind.NotAQuote)),
                a => a.CorrectionId, c => c.Id, (a, c) => new { a.ArticleId, Act = c })
            .AsNoTracking().AsEnumerable().OrderBy(a => a.Act.Id))
            rules.acts[(act.ArticleId, act.Act.Value!, act.Act.Copy)] = act.Act;
        return rules;
    }

    /// <param name="copy">Which of the quotes with these words in the article, from 0.</param>
    /// <returns>The act that holds for a quote; null where none does.</returns>
    public CorrectionRow? Of(long article, string words, int copy) => acts.GetValueOrDefault((article, words, copy));
}

/// <summary>Things with which of those alike each is.</summary>
internal static class Copies
{
    /// <returns>Each with how many alike come before it.</returns>
    public static IEnumerable<(T Of, int Copy)> Index<T>(this IEnumerable<T> all, Func<T, string> words)
    {
        Dictionary<string, int> met = [];
        foreach (var one in all) yield return (one, (met[words(one)] = met.GetValueOrDefault(words(one), -1) + 1));
    }
}

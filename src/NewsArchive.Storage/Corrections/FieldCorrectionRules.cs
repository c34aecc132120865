// Observation: a source or date that everybody can see is wrong is wrong on many articles at once, and on those that
// come tomorrow.
// Idea: corrections of fields are an ordered list of acts; each holds for the articles that it lists, or for all of a
// source. What an article shows is what the reading gave with the acts in force, one after another: undoing is leaving
// an act out.
// Known failure: a correction of the language does not find the names anew by the rules of that language.
using Microsoft.EntityFrameworkCore;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>The corrections of fields in force, as a value.</summary>
internal sealed class FieldCorrectionRules
{
    public static readonly CorrectionKind[] Fields =
    [
        CorrectionKind.Headline, CorrectionKind.Standfirst, CorrectionKind.Bylines, CorrectionKind.Source,
        CorrectionKind.Published, CorrectionKind.Language,
    ];

    private readonly List<CorrectionRow> acts;
    private readonly HashSet<(long Act, long Article)> listed;

    private FieldCorrectionRules(List<CorrectionRow> acts, HashSet<(long, long)> listed) =>
        (this.acts, this.listed) = (acts, listed);

    /// <param name="articles">Those that will be asked about.</param>
    public static FieldCorrectionRules InForce(ArchiveDb db, IReadOnlyCollection<long> articles)
    {
        var of = db.CorrectedArticles.Where(c => articles.Contains(c.ArticleId));
        var acts = db.Corrections.AsNoTracking()
            .Where(c => c.UndoneAt == null && Fields.Contains(c.Kind)
                && (c.SubjectId != null || of.Any(a => a.CorrectionId == c.Id)))
            .OrderBy(c => c.Id).ToList();
        return new(acts, acts.Exists(a => a.SubjectId is null)
            ? of.Select(a => new { a.CorrectionId, a.ArticleId }).AsEnumerable()
                .Select(a => (a.CorrectionId, a.ArticleId)).ToHashSet()
            : []);
    }

    /// <param name="sourceOf">Number of the source that is shown for a name.</param>
    public ArticleFields Apply(ArticleFields read, long article, Func<string, long> sourceOf)
    {
        var fields = read;
        foreach (var act in acts)
            if (act.SubjectId is { } source ? fields.SourceId == source : listed.Contains((act.Id, article)))
                fields = Apply(fields, act, sourceOf);
        return fields;
    }

    private static ArticleFields Apply(ArticleFields fields, CorrectionRow act, Func<string, long> sourceOf)
    {
        const InferenceStatus Status = InferenceStatus.Corrected;
        switch (act.Kind)
        {
            case CorrectionKind.Headline: return fields with { Headline = act.Value, HeadlineStatus = Status };
            case CorrectionKind.Standfirst: return fields with { Standfirst = act.Value };
            case CorrectionKind.Bylines: return fields with { Bylines = act.Value, BylineStatus = Status };
            case CorrectionKind.Language: return fields with { Language = act.Value, LanguageStatus = Status };
            case CorrectionKind.Source:
                return fields with { SourceId = act.Value is { } name ? sourceOf(name) : null, SourceStatus = Status };
            default:
                var date = act.Value is { } written ? WrittenDate.Parse(written) : (WrittenDate?)null;
                return fields with
                {
                    Published = date?.At,
                    Precision = date?.Precision,
                    Offset = null,
                    PublishedStatus = Status,
                };
        }
    }
}

using System.Collections.Immutable;
using NewsArchive.Lines;
using NewsArchive.Notation;
using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

public sealed class RelatedScoreTests
{
    private static readonly Dictionary<long, KnownEntity> Known = Enumerable.Range(1, 10).ToDictionary(i => (long)i, i => new KnownEntity(i, $"Name {i}", 2));

    private const string Fire = "A fire destroyed the old customs house in the harbour of Trieste on Monday evening, and forty firefighters fought the flames until dawn, officials said.";
    private const string FireAgain = "Forty firefighters battled flames in the harbour of Trieste until dawn after a fire broke out in the old customs house on Monday.";
    private const string Football = "The midfielder scored twice in the second half and carried his team into the final for the first time since the club was founded.";

    private static StoryArticle Article(long id, string text, int day, params long[] entities) => new(
        id, new(new(2024, 5, day), DatePrecision.Day), entities.ToImmutableDictionary(e => e, _ => 1), Fingerprint.Of(text));

    [Fact]
    public void Reports_of_one_event_share_names_words_and_day()
    {
        var related = RelatedScore.Of(Article(1, Fire, 6, 1, 2, 3, 4), Article(2, FireAgain, 6, 1, 2, 3, 4), Known, 1000);
        Assert.Equal(Relation.SameEvent, related!.Relation);
        Assert.Equal(["names", "date", "text"], related.Reasons.Select(r => r.Kind));
        Assert.Contains("Name 1 (rare here)", related.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_the_reasons_add_up_to_the_score()
    {
        var related = RelatedScore.Of(Article(1, Fire, 6, 1, 2, 3), Article(2, FireAgain, 8, 1, 2, 9), Known, 1000)!;
        Assert.Equal(related.Score, related.Reasons.Sum(r => r.Weight), 9);
    }

    [Fact]
    public void Score_is_the_same_from_both_sides()
    {
        var (one, other) = (Article(1, Fire, 6, 1, 2, 3), Article(2, FireAgain, 8, 1, 2, 9));
        Assert.Equal(RelatedScore.Of(one, other, Known, 1000)!.Score, RelatedScore.Of(other, one, Known, 1000)!.Score, 9);
    }

    [Fact]
    public void Copied_text_is_the_same_text_whatever_its_day() =>
        Assert.Equal(Relation.SameText, RelatedScore.Of(Article(1, Fire, 1), Article(2, Fire + " The mayor thanked them.", 28), Known, 1000)!.Relation);

    [Fact]
    public void Articles_with_nothing_in_common_are_not_related() =>
        Assert.Null(RelatedScore.Of(Article(1, Fire, 6, 1, 2), Article(2, Football, 6, 3, 4), Known, 1000));

    [Fact]
    public void One_shared_name_on_one_day_is_no_event() =>
        Assert.NotEqual(Relation.SameEvent, RelatedScore.Of(Article(1, Fire, 6, 1, 2, 5), Article(2, Football, 6, 1, 3, 4), Known, 1000)?.Relation);
}

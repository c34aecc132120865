using NewsArchive.Entities;
using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

public sealed class StoryWindowTests
{
    private static readonly DateOnly Monday = new(2024, 5, 6);

    private static StoryArticle Article(long id, string text, DateOnly? day, params string[] names) => new(
        id, day,
        ArticleSignature.Of(null, text,
            names.Select(n => new Entity(n, EntityKind.Person, [], [new(0, n.Length, n)], [], null))));

    private static StoryArticle Quake(long id, string place, string mayor, DateOnly? day) => Article(
        id, $"An earthquake shook {place} at dawn. Outlets collapsed and rescue teams searched the rubble. Mayor "
        + $"{mayor} asked for tents and blankets. The quake damaged the hospital of {place}, {mayor} said.",
            day, place, mayor);

    private static List<StoryArticle> TwoQuakes() => [.. Enumerable.Range(1, 10).Select(i => i <= 5
        ? Article(i,
        "An earthquake shook Rieti at dawn. Outlets collapsed and rescue teams searched the rubble. Mayor Petrangeli "
        + "asked for tents. A school in Amatrice lost its roof, and the bell tower of Accumoli fell.", Monday,
            "Rieti", "Petrangeli", "Amatrice", "Accumoli")
        : Article(i,
        "An earthquake shook Latina at night. Outlets collapsed and rescue teams searched the rubble. Mayor Coletta "
        + "asked for blankets. The harbour of Gaeta was closed, and trains to Formia stopped.", Monday,
            "Latina", "Coletta", "Gaeta", "Formia"))];

    [Fact]
    public void Reports_of_one_quake_score_above_those_of_two_that_look_alike()
    {
        var pairs =
            new StoryWindow(TwoQuakes()).Pairs([.. Enumerable.Range(1, 10).Select(i => (long)i)], _ => null).Pairs
            .Select(p => (IsOne: p.One <= 5 == p.Other <= 5, RelatedScore.Of(p.Measures).Score)).ToList();
        Assert.True(pairs.Where(p => p.IsOne).Min(p => p.Score) > pairs.Where(p => !p.IsOne).Max(p => p.Score) + 0.1);
    }

    [Fact]
    public void Pairs_do_not_depend_on_the_order_of_the_articles()
    {
        var all = TwoQuakes();
        var ids = all.ConvertAll(a => a.Id);
        var forward = new StoryWindow(all).Pairs(ids, _ => null).Pairs;
        Assert.Equal(forward,
            new StoryWindow(all.AsEnumerable().Reverse()).Pairs([.. ids.AsEnumerable().Reverse()], _ => null).Pairs);
    }

    [Fact]
    public void Months_apart_nothing_is_one_event()
    {
        var pairs =
            new StoryWindow([Quake(1, "Rieti", "Petrangeli", Monday),
                Quake(2, "Rieti", "Petrangeli", Monday.AddDays(90))]).Pairs([1, 2], _ => null).Pairs;
        Assert.Empty(pairs);
    }

    [Fact]
    public void Signature_reads_as_it_was_written()
    {
        var signature = ArticleSignature.Of("Quake shakes Rieti", "An earthquake shook Rieti. 東京で地震がありました。",
            [new("Rieti", EntityKind.Place, [], [new(20, 25, "Rieti")], [], null),
                new("Anna Conti", EntityKind.Person, [], [new(0, 10, "Anna Conti")], [], null)]);
        var bytes = signature.ToBytes();
        var read = ArticleSignature.FromBytes(bytes, text => text);
        Assert.Equal(signature.Terms.Select(t => (t.Text, t.IsName)), read.Terms.Select(t => (t.Text, t.IsName)));
        Assert.Equal(("conti", "conti"), (signature.Person, read.Person));
        Assert.Equal(signature.MinHash, [.. ArticleSignature.MinHashOf(bytes)]);
        Assert.Contains(read.Terms, t => t.Text == "東京");
        Assert.True(read.Terms.Single(t => t.Text == "rieti").IsName);
    }
}

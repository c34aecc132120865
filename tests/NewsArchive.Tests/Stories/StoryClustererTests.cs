using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

public sealed class StoryClustererTests
{
    [Fact]
    public void Two_likely_pairs_with_one_in_common_are_one_story_if_the_third_pair_agrees() =>
        Assert.Equal([[1, 2, 3]], StoryClusterer.Cluster([(1, 2, 0.9), (2, 3, 0.8), (1, 3, 0.6)]));

    [Fact]
    public void One_strong_link_does_not_join_two_stories() =>
        Assert.Equal([[1, 2, 3], [4, 5, 6]],
            StoryClusterer.Cluster([(1, 2, 0.9), (1, 3, 0.9), (2, 3, 0.9), (4, 5, 0.9), (4, 6, 0.9), (5, 6, 0.9),
                (3, 4, 0.85)]));

    [Fact]
    public void Unlikely_pairs_make_no_story() => Assert.Empty(StoryClusterer.Cluster([(1, 2, 0.4), (2, 3, 0.3)]));

    [Theory]
    [InlineData(6, 2)]
    [InlineData(2, 1)]
    public void Grown_groups_are_joined_only_where_pairs_between_them_are_nearly_as_likely_as_inside(
        int size, int stories)
    {
        var links =
            from one in Enumerable.Range(1,
                2 * size)
            from other in Enumerable.Range(one + 1, 2 * size - one)
            select ((long)one, (long)other,
                one <= size == other <= size ? 0.95 : 0.6);
        Assert.Equal(stories, StoryClusterer.Cluster(links).Count);
    }

    [Fact]
    public void A_story_greater_than_what_an_article_looks_at_stays_whole()
    {
        // Of sixty articles each knows its next twelve only.
        var links =
            from one in Enumerable.Range(0, 60)
            from step in Enumerable.Range(1, 12)
            select ((long)one,
                (long)((one + step) % 60), 0.9);
        Assert.Single(StoryClusterer.Cluster(links.Select(l => l.Item1 < l.Item2 ? l : (l.Item2, l.Item1, l.Item3))));
    }

    [Fact]
    public void Order_of_the_links_says_nothing()
    {
        var random = new Random(7);
        List<(long, long,
            double)> links =
            [.. from one in Enumerable.Range(1,
                40) from other in Enumerable.Range(one + 1, 40 - one) where random.Next(4) == 0 select ((long)one,
                (long)other, random.NextDouble())];
        var groups = StoryClusterer.Cluster(links);
        Assert.NotEmpty(groups);
        for (var turn = 0; turn < 5; turn++)
            Assert.Equal(groups, StoryClusterer.Cluster(links.OrderBy(_ => random.Next())));
    }
}

using NewsArchive.Text;

namespace NewsArchive.Tests.Search;

public sealed class CjkBigramsTests
{
    [Theory]
    [InlineData("Peking and Tokyo", "")]
    [InlineData("北京市", "北京 京市 市 ")]
    [InlineData("雪", " 雪 ")]
    [InlineData("今天,雪", "今天 天  雪 ")]
    [InlineData("iPhone手机", "iphone 手机 机 ")]
    [InlineData("Fire 🔥 and 🔥", "u1f525 ")]
    [InlineData("© 2021", "")]
    public void Runs_are_indexed_by_pairs_and_their_last_character(string text, string grams) =>
        Assert.Equal(grams, CjkBigrams.Of(text));

    [Fact]
    public void Marks_stay_with_their_letter() => Assert.Equal(["กิน", "นข"], CjkBigrams.Pairs("กินข"));
}

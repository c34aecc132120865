using NewsArchive.Text;

namespace NewsArchive.Tests.Text;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("σήμερα", "σημερα")]
    [InlineData("ΑΘΉΝΑ", "αθηνα")]
    [InlineData("Οδυσσέας", "οδυσσεασ")]
    [InlineData("أحمد", "احمد")]
    [InlineData("مدرسة", "مدرسه")]
    [InlineData("القاهـــرة", "القاهره")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("ایران", "ايران")]
    [InlineData("کتاب", "كتاب")]
    [InlineData("ＮＡＴＯ", "nato")]
    [InlineData("２０２４", "2024")]
    [InlineData("٢٠٢٤", "2024")]
    [InlineData("ｶﾞｿﾘﾝ", "ガソリン")]
    [InlineData("ﾎﾟｽﾄ", "ポスト")]
    [InlineData("Ёлка", "елка")]
    [InlineData("Ægir", "aegir")]
    [InlineData("cœur", "coeur")]
    [InlineData("Þór", "thor")]
    [InlineData("Straße", "strasse")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Iğdır", "igdir")]
    [InlineData("Čačak", "cacak")]
    [InlineData("й", "й")]
    public void Letters_are_folded_to_their_plainest_kind(string word, string folded) =>
        Assert.Equal(folded, SearchWords.Fold(word));

    [Theory]
    [InlineData("O'Brien", "obrien")]
    [InlineData("O’Brien’s", "obrien")]
    [InlineData("e-mail", "email")]
    [InlineData("COVID-19", "covid19")]
    [InlineData("state-of-the-art", "stateoftheart")]
    [InlineData("AT&T", "att")]
    [InlineData("U.N.", "un.")]
    [InlineData("Chrysler's", null)]
    [InlineData("1987-88", null)]
    [InlineData("example.com", null)]
    [InlineData("a, b", null)]
    [InlineData("word", null)]
    public void Signs_join_words_to_one(string token, string? joined) =>
        Assert.Equal(joined, SearchWords.Joined(token));

    [Theory]
    [InlineData("The U.N. envoy's e-mail to us", "the u un* un.* n envoy s e email* mail to us")]
    [InlineData("NATO and US troops", "nato nato.* and us us.* troops")]
    [InlineData("US-led talks", "us us.* usled* led talks")]
    [InlineData("", "")]
    public void Joined_words_and_acronyms_stand_beside_the_first_of_their_words(string text, string words) =>
        Assert.Equal(words, string.Join(' ', SearchWords.Of(text).Select(w => w.Form + (w.IsExtra ? "*" : ""))));

    [Fact]
    public void Places_are_those_of_the_text()
    {
        const string text = "An e-mail, ‘O’Brien’ said in the U.S. today";
        foreach (var word in SearchWords.Of(text).Where(w => !w.IsExtra))
            Assert.Equal(word.Form, SearchWords.Fold(text[word.Start..word.End]));
        Assert.Contains(SearchWords.Of(text), w => w.IsExtra && text[w.Start..w.End] == "e-mail");
    }
}

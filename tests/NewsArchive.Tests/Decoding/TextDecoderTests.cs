using System.Text;
using NewsArchive.Decoding;

namespace NewsArchive.Tests.Decoding;

public sealed class TextDecoderTests
{
    private const string Text = "Żółw – “naïve” café\nsecond line";

    private static Encoding Page(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page)!;

    [Fact]
    public void Utf8_with_and_without_mark()
    {
        Assert.Equal((Text, "utf-8"), Decoded(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal((Text, "utf-8"), Decoded([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]));
    }

    [Fact]
    public void Utf16_with_and_without_mark()
    {
        Assert.Equal((Text, "utf-16le"), Decoded([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]));
        Assert.Equal((Text, "utf-16be"), Decoded([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)]));
        Assert.Equal((Text, "utf-16le"), Decoded(Encoding.Unicode.GetBytes(Text)));
        Assert.Equal((Text, "utf-16be"), Decoded(Encoding.BigEndianUnicode.GetBytes(Text)));
    }

    [Theory]
    [InlineData(1252, "Der Bürgermeister sagte, die Straße sei „schön“ – und blieb stehen.")]
    [InlineData(1251, "Президент заявил, что переговоры продолжатся в понедельник.")]
    [InlineData(1253, "Ο πρόεδρος είπε ότι οι συνομιλίες θα συνεχιστούν.")]
    [InlineData(874, "ประธานาธิบดีกล่าวว่าการเจรจาจะดำเนินต่อไป")]
    public void Windows_code_page_is_told_by_the_look_of_its_words(int page, string text) =>
        Assert.Equal((text, $"windows-{page}"), Decoded(Page(page).GetBytes(text)));

    [Fact]
    public void File_cut_inside_a_character_is_still_utf8()
    {
        var bytes = Encoding.UTF8.GetBytes("é ü ö ä ß ø å é ü ö ä ß ø å");
        Assert.Equal("utf-8", TextDecoder.Decode(bytes.AsSpan(..^1)).Encoding);
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 32, 10, 32 }, "white space")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 0, 3 }, "binary")]
    public void What_is_no_text_is_refused_with_the_reason(byte[] bytes, string reason) =>
        Assert.Contains(reason, TextDecoder.Decode(bytes).Failure, StringComparison.Ordinal);

    private static (string, string) Decoded(byte[] bytes)
    {
        var decoded = TextDecoder.Decode(bytes);
        Assert.Null(decoded.Failure);
        return (decoded.Text, decoded.Encoding);
    }
}

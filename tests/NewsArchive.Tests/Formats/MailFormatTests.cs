using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

public sealed class MailFormatTests
{
    private const string Lede = "The mayor opened the new bridge over the river on Friday, two years later than planned.";
    private const string Second = "Hundreds of people walked across it in the first hour, most of them with umbrellas.";

    private const string Headers =
        "From: Ann Lee <ann@valley.example>\nTo: desk@daily.example\nSubject: Mayor opens new bridge\n"
        + "Date: Fri, 12 Mar 2021 09:00:00 +0100\nMessage-ID: <1@valley.example>\nMIME-Version: 1.0\n";

    private static List<DocumentRead> Read(string mail, string name = "mail.dat") =>
        [.. FormatDetection.ReadAll(() => new(name, Encoding.UTF8.GetBytes(mail)))];

    private static Article Article(DocumentRead read) =>
        new ArticlePipeline(TimeProvider.System).Read(read.Document!);

    [Fact]
    public void Headers_state_subject_sender_and_day()
    {
        var read = Assert.Single(Read(Headers + $"Content-Type: text/plain; charset=utf-8\n\n{Lede}\n\n{Second}\n"));
        var article = Article(read);
        Assert.Equal(("mail", "1@valley.example"), (read.Document!.Format, read.Document.Declared.ExternalId));
        Assert.Equal(("Mayor opens new bridge", "Ann Lee", "2021-03-12T08:00:00Z"),
            (article.Metadata.Headline.Value, article.Metadata.BylineText,
                article.Metadata.Published.Value.ToString()));
        Assert.Equal($"{Lede}\n\n{Second}", article.Reading.Body);
    }

    [Fact]
    public void Page_of_a_message_is_read_before_its_plain_text()
    {
        var mail = Headers + "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n"
            + "Read this mail in your browser.\n--x\nContent-Type: text/html; charset=utf-8\n"
            + $"Content-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes($"<p>{Lede}</p><p>{Second}</p>"))}\n--x--\n";
        Assert.Equal($"{Lede}\n\n{Second}", Article(Assert.Single(Read(mail))).Reading.Body);
    }

    [Fact]
    public void Words_of_headers_are_decoded()
    {
        var mail = Headers.Replace("Mayor opens new bridge", "=?utf-8?B?QnLDvGNrZSBlcsO2ZmZuZXQ=?=",
            StringComparison.Ordinal)
            + $"Content-Type: text/plain\n\n{Lede}\n";
        Assert.Equal("Brücke eröffnet", Article(Assert.Single(Read(mail))).Metadata.Headline.Value);
    }

    [Fact]
    public void Every_message_of_a_folder_is_an_article()
    {
        string Message(int i) => "From ann@valley.example Fri Mar 12 09:00:00 2021\n"
            + Headers.Replace("<1@", $"<{i}@",
                StringComparison.Ordinal) + $"Content-Type: text/plain\n\n{Lede}\nReport {i}.\n\n";
        var reads = Read(Message(1) + Message(2) + Message(3), "folder.mbox");
        Assert.Equal(["1@valley.example", "2@valley.example", "3@valley.example"],
            reads.Select(r => r.Document!.Declared.ExternalId));
        Assert.Contains("Report 3.", reads[2].Document!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_attached_is_a_document_of_its_own()
    {
        var mail = Headers + $"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n{Lede}\n"
            + "--x\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment; filename=notes.txt\n\n"
            + $"{Second}\n--x--\n";
        var reads = Read(mail);
        Assert.Equal(["mail.dat", "mail.dat/1/notes.txt"], reads.Select(r => r.Document!.Path));
        Assert.Contains(Second, reads[1].Document!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_saved_as_one_file_has_the_address_it_was_saved_from()
    {
        var mail = "From: <Saved by Blink>\nSnapshot-Content-Location: https://valley.example/bridge\n"
            + "Subject: Mayor opens new bridge | Valley Post\nDate: Fri, 12 Mar 2021 09:00:00 -0000\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\n\n--x\nContent-Type: text/html\n"
            + "Content-Location: https://valley.example/bridge\n\n<!DOCTYPE html><html><head><title>Mayor opens new bridge | "
            + $"Valley Post</title></head><body><nav><a href=/>Home</a></nav><article><h1>Mayor opens new bridge</h1><p>{Lede}</p>"
            + $"<p>{Second}</p></article></body></html>\n--x--\n";
        var article = Article(Assert.Single(Read(mail, "page.mht")));
        Assert.Equal(("https://valley.example/bridge", "Mayor opens new bridge", $"{Lede}\n\n{Second}"),
            (article.Metadata.Url.Value, article.Metadata.Headline.Value, article.Reading.Body));
    }

    [Fact]
    public void Message_without_text_is_reported() =>
        Assert.Contains("no text", Assert.Single(Read(Headers + "Content-Type: image/png\n\nxxxx\n")).Failure,
            StringComparison.Ordinal);

    [Fact]
    public void Text_with_fields_at_its_head_is_no_mail() =>
        Assert.Equal("text", Assert.Single(Read($"From: our reporter\nSubject: bridges\nDate: 12 March 2021\n\n{Lede}"))
            .Document!.Format);
}

using System.Collections.Immutable;
using System.Text;

namespace NewsArchive.Lines;

/// <summary>A paragraph and where it stands in the Markdown of the article.</summary>
/// <param name="Start">UTF-16 offset of its first character in the body.</param>
public sealed record Passage(int Start, Paragraph Paragraph)
{
    public string Text => Paragraph.Text;
    public int End => Start + Paragraph.Text.Length;
}

/// <summary>
/// The article proper as Markdown: paragraphs parted by blank lines, subheadings behind <c>## </c>, quotations behind
/// <c>&gt; </c>. Captions, teasers and the words of the page are not in it.
/// </summary>
public sealed record ReadingText(string Body, ImmutableArray<Passage> Passages)
{
    public static ReadingText Of(IEnumerable<Paragraph> paragraphs)
    {
        var body = new StringBuilder();
        var passages = ImmutableArray.CreateBuilder<Passage>();
        foreach (var paragraph in paragraphs)
        {
            if (body.Length > 0) body.Append("\n\n");
            body.Append(paragraph.Kind switch { LineKind.Subheading => "## ", LineKind.Quote => "> ", _ => "" });
            passages.Add(new(body.Length, paragraph));
            body.Append(paragraph.Text);
        }
        return new(body.ToString(), passages.ToImmutable());
    }

    /// <summary>Words of letters or digits.</summary>
    public int CountWords() => Passages.Sum(p => LineFeatures.Of(p.Text).Words);
}

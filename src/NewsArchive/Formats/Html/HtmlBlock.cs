using AngleSharp.Dom;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

/// <summary>
/// Which part of a page an element belongs to, by its tag, its role and the words in its class and id.
/// </summary>
internal enum HtmlRegion { Text, Furniture, Related, Comments, Picture, Credit, Byline }

/// <summary>Text that a browser shows as one paragraph.</summary>
/// <param name="Parent">The element that lays it out.</param>
/// <param name="LinkLength">Characters of the text that are links.</param>
internal sealed record HtmlBlock(string Text, IElement Parent, int LinkLength, HtmlRegion Region, LineMark Mark)
{
    /// <summary>See <see cref="Scripts.WidthOf"/>.</summary>
    public int Width { get; } = Scripts.WidthOf(Text);

    public double LinkShare => Text.Length == 0 ? 0 : (double)LinkLength / Text.Length;
}

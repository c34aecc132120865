using NewsArchive.Decoding;

namespace NewsArchive.Formats;

/// <summary>A text file is one article.</summary>
public sealed class PlainTextFormat : IDocumentFormat
{
    public string Name => "text";

    public bool Recognises(SourceFile file) => true;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        var decoded = TextDecoder.Decode(file.Content.Span);
        yield return decoded.Failure is { } why
            ? DocumentRead.Failed(why)
            : DocumentRead.Of(new(file.Path, 1, Name, decoded.Encoding, file.Content, decoded.Text, DeclaredFields.None, []));
    }
}

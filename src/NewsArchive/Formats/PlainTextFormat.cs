using NewsArchive.Decoding;

namespace NewsArchive.Formats;

/// <summary>A text file is one article.</summary>
internal sealed class PlainTextFormat : IDocumentFormat
{
    public string Name => "text";

    public bool Recognises(SourceFile file) => true;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge);
            yield break;
        }
        var decoded = TextDecoder.Decode(content);
        yield return decoded.Failure is { } why
            ? DocumentRead.Failed(why)
            : DocumentRead.Of(new(file.Path, 1, Name, decoded.Encoding, content, decoded.Text, DeclaredFields.None,
            [])
            { IsAlone = true });
    }
}

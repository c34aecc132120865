using NewsArchive.Decoding;

namespace NewsArchive.Formats;

/// <summary>Deliveries of a news database as plain text: many articles a file.</summary>
/// <param name="name">Of the layout.</param>
internal sealed class NewsDatabaseFormat(string name) : IDocumentFormat
{
    public string Name => name;

    public bool Recognises(SourceFile file) =>
        !file.Head.Span.StartsWith("{"u8) && file.HeadText is { Failure: null } head
            && NewsDatabases.NameOf(head.Text) == name;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content) return [DocumentRead.Failed(file.Limits.TooLarge)];
        var decoded = TextDecoder.Decode(content);
        return decoded.Failure is { } why ? [DocumentRead.Failed(why)]
            : NewsDatabases.Documents(file.Path, decoded.Encoding, NewsDatabases.Split(decoded.Text) ?? []);
    }
}

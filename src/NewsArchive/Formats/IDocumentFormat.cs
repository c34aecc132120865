namespace NewsArchive.Formats;

/// <summary>A kind of file that holds documents.</summary>
public interface IDocumentFormat
{
    /// <summary>Short name as shown to users, such as <c>text</c>.</summary>
    string Name { get; }

    /// <summary>Decides by content; the name of the file is only a hint.</summary>
    bool Recognises(SourceFile file);

    /// <summary>Reads every document; a bad one is a failure among them, never an exception.</summary>
    IEnumerable<DocumentRead> Read(SourceFile file);
}

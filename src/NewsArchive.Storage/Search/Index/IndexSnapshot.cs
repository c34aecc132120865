using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using NewsArchive.Search;

namespace NewsArchive.Storage.Search;

/// <summary>A part of the index that never changes, and whose articles its documents are.</summary>
/// <param name="Articles">By the document's number.</param>
internal sealed record IndexSegment(AtomicReaderContext Context, int[] Articles)
{
    private static readonly ConditionalWeakTable<object, int[]> Known = [];

    public AtomicReader Reader => Context.AtomicReader;

    public static IndexSegment Of(AtomicReaderContext context) =>
        new(context, Known.GetValue(context.AtomicReader.CoreCacheKey, _ => ArticlesOf(context.AtomicReader)));

    private static int[] ArticlesOf(AtomicReader reader)
    {
        var values = reader.GetNumericDocValues(IndexFields.ArticleId);
        var articles = new int[reader.MaxDoc];
        if (values is not null)
            for (var i = 0; i < articles.Length; i++) articles[i] = (int)values.Get(i);
        return articles;
    }
}

/// <summary>The index as a commit left it; stays readable while others write.</summary>
/// <param name="reader">Closed when the last user is done.</param>
/// <param name="seen">The last change of the archive that it holds.</param>
internal sealed class IndexSnapshot(DirectoryReader reader, long seen) : IDisposable
{
    private readonly ConcurrentDictionary<QueryNode, int> counts = [];

    public DirectoryReader Reader => reader;

    public IndexSearcher Searcher { get; } = new(reader);

    public IReadOnlyList<IndexSegment> Segments { get; } = [.. reader.Leaves.Select(IndexSegment.Of)];

    public long Seen => seen;

    /// <summary>Articles of the archive that changed since.</summary>
    public int Behind { get; init; }

    /// <summary>Articles that a term finds, remembered.</summary>
    public int Count(QueryNode term, Func<int> count) => counts.GetOrAdd(term, _ => count());

    /// <summary>One more user, who disposes of it.</summary>
    public void Share() => reader.IncRef();

    public void Dispose() => reader.DecRef();
}

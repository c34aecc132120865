using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsArchive.Search;

namespace NewsArchive.Storage.Search;

/// <summary>Walks through the words of a field.</summary>
internal static class WordRanges
{
    /// <summary>The words of a range with what they are read by, in order.</summary>
    public static IEnumerable<(string Word, TermsEnum At)> In(AtomicReader reader, string field, WordPattern range,
        CancellationToken cancel)
    {
        var terms = reader.GetTerms(field)?.GetEnumerator();
        if (terms is null || terms.SeekCeil(new BytesRef(range.Beginning)) == TermsEnum.SeekStatus.END) yield break;
        var looked = 0;
        do
        {
            if ((++looked & 1023) == 0) cancel.ThrowIfCancellationRequested();
            var word = terms.Term.Utf8ToString();
            if (!word.StartsWith(range.Beginning, StringComparison.Ordinal)) yield break;
            if (range.Fits(word)) yield return (word, terms);
        }
        while (terms.MoveNext());
    }
}

/// <summary>The documents with a word of a range.</summary>
internal sealed class WordRangeFilter(string field, WordPattern range) : Filter
{
    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits? acceptDocs)
    {
        var set = new FixedBitSet(context.AtomicReader.MaxDoc);
        DocsEnum? docs = null;
        foreach (var (_, at) in WordRanges.In(context.AtomicReader, field, range, CancellationToken.None))
        {
            docs = at.Docs(acceptDocs, docs, DocsFlags.NONE);
            while (docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS) set.Set(doc);
        }
        return set;
    }
}

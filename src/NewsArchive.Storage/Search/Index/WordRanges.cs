using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsArchive.Search;

namespace NewsArchive.Storage.Search;

/// <summary>The words that a term stands for, each part of the index asked once.</summary>
internal sealed class LookedUpWords(WordPattern pattern)
{
    private readonly Dictionary<(object Part, string Field), List<string>> known = [];

    public string Beginning => pattern.Beginning;

    public bool Fits(string form) => pattern.Fits(form);

    public List<string>? Known(object part, string field) => known.GetValueOrDefault((part, field));

    public void Remember(object part, string field, List<string> words) => known[(part, field)] = words;
}

/// <summary>Walks through the words of a field.</summary>
internal static class WordRanges
{
    /// <summary>The words of a range with what they are read by, in order.</summary>
    public static IEnumerable<(string Word, TermsEnum At)> In(AtomicReader reader, string field, LookedUpWords range,
        CancellationToken cancel)
    {
        var terms = reader.GetTerms(field)?.GetEnumerator();
        if (terms is null) yield break;
        if (range.Known(reader.CoreCacheKey, field) is { } known)
        {
            foreach (var word in known)
                if (terms.SeekExact(new BytesRef(word))) yield return (word, terms);
            yield break;
        }
        List<string> fitting = [];
        if (terms.SeekCeil(new BytesRef(range.Beginning)) != TermsEnum.SeekStatus.END)
        {
            var looked = 0;
            do
            {
                if ((++looked & 1023) == 0) cancel.ThrowIfCancellationRequested();
                var word = terms.Term.Utf8ToString();
                if (!word.StartsWith(range.Beginning, StringComparison.Ordinal)) break;
                if (!range.Fits(word)) continue;
                fitting.Add(word);
                yield return (word, terms);
            }
            while (terms.MoveNext());
        }
        range.Remember(reader.CoreCacheKey, field, fitting);
    }
}

/// <summary>The documents with a word of a range.</summary>
internal sealed class WordRangeFilter(string field, LookedUpWords range) : Filter
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

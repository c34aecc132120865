using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using NewsArchive.Search;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>The fields of the index.</summary>
internal static class IndexFields
{
    /// <summary>
    /// Stems of all places, each as often as its place weighs, so that one list of postings gives the frequency that
    /// hits are ranked by.
    /// </summary>
    public const string Any = "any";

    /// <summary>Words as they are written, but folded, with their places.</summary>
    public const string Title = "title", Body = "body", Byline = "byline", Source = "source";

    /// <summary>The same by their stems.</summary>
    public const string TitleStems = "title~", BodyStems = "body~";

    /// <summary>Pairs of characters of scripts without spaces, and emoji.</summary>
    public const string Grams = "grams";

    /// <summary>Of quotes, which are documents of their own.</summary>
    public const string Quote = "quote", QuoteStems = "quote~", QuoteGrams = "quote-grams";

    /// <summary>Numbers of each document: of its article, of its quote (0 for an article), and its checksum.</summary>
    public const string ArticleId = "article-id", QuoteId = "quote-id", Checksum = "checksum";

    /// <summary>The article of a document as a term, to delete by.</summary>
    public const string Key = "key";

    /// <summary>What a document is.</summary>
    public const string Kind = "kind", QuoteKind = "quote";

    /// <summary>Longer forms are cut, in the index as in a query: no engine takes terms of any length.</summary>
    public const int LongestForm = 200;

    /// <summary>
    /// The stem of a form with the language whose rules it is by, so that those of two languages are not taken for each
    /// other; itself where it has none.
    /// </summary>
    public static string StemOf(string form, Stemmer? stemmer) =>
        stemmer is null || SearchWords.IsAcronym(form) ? form : $"{stemmer.Stem(form)} {stemmer.Language}";

    public static string Cut(string form) => form.Length <= LongestForm ? form : form[..LongestForm];
}

/// <summary>Turns articles into documents of the index.</summary>
internal static class IndexDocuments
{
    private static readonly FieldType Counted = Frozen(IndexOptions.DOCS_AND_FREQS),
        Placed = Frozen(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS), Flat = Frozen(IndexOptions.DOCS_ONLY);

    private const int Gap = 100;

    /// <summary>The article and its quotes.</summary>
    public static IEnumerable<Document> Of(IndexedArticle article)
    {
        var stemmer = Stemmer.Of(article.Language);
        var (title, opening, body) =
            (WordsOf(article.Headline), WordsOf(article.Standfirst), WordsOf(article.Body));
        var (byline, source) = (WordsOf(article.Byline), WordsOf(article.Source));
        // No phrase reaches from the standfirst into the text.
        if (opening.Count > 0 && body.Count > 0) body[0] = body[0] with { Step = body[0].Step + Gap };
        List<IndexToken> text = [.. opening, .. body];
        var document = Named(article.Id, 0);
        document.Add(new NumericDocValuesField(IndexFields.Checksum, article.Checksum));
        Add(document, IndexFields.Title, title, Placed);
        Add(document, IndexFields.Body, text, Placed);
        Add(document, IndexFields.Byline, byline, Placed);
        Add(document, IndexFields.Source, source, Placed);
        var (titleStems, openingStems, bodyStems) =
            (Stems(title, stemmer), Stems(opening, stemmer), Stems(body, stemmer));
        Add(document, IndexFields.TitleStems, titleStems, Placed);
        Add(document, IndexFields.BodyStems, [.. openingStems, .. bodyStems], Placed);
        Add(document, IndexFields.Any,
            [
                .. Enumerable.Repeat(titleStems, Ranking.HeadlineWeight).SelectMany(s => s),
                .. Enumerable.Repeat(openingStems, Ranking.StandfirstWeight).SelectMany(s => s),
                .. Stems(byline, stemmer), .. Stems(source, stemmer), .. bodyStems,
            ], Counted);
        Add(document, IndexFields.Grams, Grams(article.Headline + "\n" + article.Standfirst + "\n" + article.Body),
            Placed);
        yield return document;
        foreach (var (id, quote) in article.Quotes)
        {
            var words = WordsOf(quote);
            var spoken = Named(article.Id, id);
            spoken.Add(new Field(IndexFields.Kind, IndexFields.QuoteKind, Flat));
            Add(spoken, IndexFields.Quote, words, Placed);
            Add(spoken, IndexFields.QuoteStems, Stems(words, stemmer), Placed);
            Add(spoken, IndexFields.QuoteGrams, Grams(quote), Placed);
            yield return spoken;
        }
    }

    public static Term KeyOf(long article) =>
        new(IndexFields.Key, article.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Document Named(long article, long quote) =>
    [
        new Field(IndexFields.Key, KeyOf(article).Text, Flat),
        new NumericDocValuesField(IndexFields.ArticleId, article),
        new NumericDocValuesField(IndexFields.QuoteId, quote),
    ];

    private static void Add(Document document, string field, List<IndexToken> tokens, FieldType type)
    {
        if (tokens.Count > 0) document.Add(new Field(field, new IndexTokens(tokens), type));
    }

    /// <summary>Words of scripts without spaces keep their place only; their pairs are in a field of their
    /// own.</summary>
    private static List<IndexToken> WordsOf(string text)
    {
        List<IndexToken> tokens = [];
        var step = 0;
        foreach (var word in SearchWords.Of(text))
        {
            if (!word.IsExtra) step++;
            if (CjkBigrams.IsUnspaced(word.Form)) continue;
            tokens.Add(new(IndexFields.Cut(word.Form), step));
            step = 0;
        }
        return tokens;
    }

    /// <summary>
    /// By the rules of the article's language, and by those of English too: short texts are taken for another language
    /// too easily, and English words stand in texts of every one.
    /// </summary>
    private static List<IndexToken> Stems(List<IndexToken> words, Stemmer? stemmer)
    {
        List<IndexToken> stems = new(words.Count);
        foreach (var word in words)
        {
            stems.Add(word with { Form = IndexFields.StemOf(word.Form, stemmer) });
            if (stemmer != English && char.IsAscii(word.Form[0]) && !SearchWords.IsAcronym(word.Form))
                stems.Add(new(IndexFields.StemOf(word.Form, English), 0));
        }
        return stems;
    }

    private static readonly Stemmer English = Stemmer.Of(Stemmer.Usual)!;

    private static List<IndexToken> Grams(string text) =>
        [.. CjkBigrams.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(gram => new IndexToken(IndexFields.Cut(gram), 1))];

    private static FieldType Frozen(IndexOptions options)
    {
        var type = new FieldType
        {
            IsIndexed = true,
            IsTokenized = options != IndexOptions.DOCS_ONLY,
            OmitNorms = true,
            IndexOptions = options,
        };
        type.Freeze();
        return type;
    }

    /// <param name="Step">From the place of the one before to its own.</param>
    private readonly record struct IndexToken(string Form, int Step);

    private sealed class IndexTokens : TokenStream
    {
        private readonly List<IndexToken> tokens;
        private readonly ICharTermAttribute term;
        private readonly IPositionIncrementAttribute step;
        private int next;

        public IndexTokens(List<IndexToken> tokens)
        {
            this.tokens = tokens;
            term = AddAttribute<ICharTermAttribute>();
            step = AddAttribute<IPositionIncrementAttribute>();
        }

        public override bool IncrementToken()
        {
            if (next == tokens.Count) return false;
            var token = tokens[next++];
            term.SetEmpty().Append(token.Form);
            step.PositionIncrement = token.Step;
            return true;
        }

        public override void Reset()
        {
            base.Reset();
            next = 0;
        }
    }
}

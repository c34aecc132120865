using System.Data.Common;
using NewsArchive.Entities;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>
/// Finds the articles that a tree asks for. What is asked of the text goes to the full-text index
/// (<see cref="TextSearch"/>),
/// everything else is a set of its own; sets are joined here.
/// </summary>
internal sealed class QueryEvaluator(DbConnection connection, TextSearch text, ArticleColumns columns,
    SearchCache cache)
{
    public TextSearch Text => text;

    /// <summary>The articles; with scores, for the caller to dispose of, where words of the text are wanted.</summary>
    public (Bitmap Set, ScoredMatches? Scored, MatchTerms? Terms) Run(QueryNode node, bool isRanked)
    {
        if (!isRanked) return (Set(node), null, null);
        // The common case: words, perhaps with conditions beside them, are found and scored in one pass.
        var parts = node is QueryNode.And and ? and.Parts : [node];
        var (words, others) = (parts.Where(IndexQueries.IsText).ToList(),
            parts.Where(p => !IndexQueries.IsText(p)).ToList());
        if (words.Count > 0)
        {
            QueryNode asked = words.Count == 1 ? words[0] : new QueryNode.And([.. words]);
            var within = others.Count == 0 ? null : Set(others.Count == 1 ? others[0] : new QueryNode.And([.. others]));
            return text.Score(asked, within);
        }
        var set = Set(node);
        var wanted = node.Wanted().Where(IndexQueries.IsText).ToList();
        if (wanted.Count == 0) return (set, null, null);
        var (_, scored, terms) = text.Score(wanted.Count == 1 ? wanted[0] : new QueryNode.Or([.. wanted]), set);
        return (set, scored, terms);
    }

    public Bitmap Set(QueryNode node) => node switch
    {
        _ when IndexQueries.IsText(node) => text.Find(node),
        QueryNode.And and => All(and),
        QueryNode.Or or => or.Parts.Select(Set).Aggregate((a, b) => a.Or(b)),
        QueryNode.Not not => columns.All.AndNot(Set(not.Part)),
        QueryNode.Between between => Published(between),
        _ when KeptArticles.Of(connection, node) is { } kept => columns.Where(kept.Contains),
        QueryNode.Word { Field: QueryField.Language } word => Language(word.Text),
        QueryNode.Word word => Named(word.Field, word) ?? Written(word.Text, word.Field),
        QueryNode.Phrase phrase => Named(phrase.Field, phrase) ?? Written(phrase.Text, phrase.Field),
        QueryNode.Near near => Named(near.Field, near) ?? Written(near.Text, near.Field),
        QueryNode.Literal literal => Written(literal.Text, literal.Field),
        QueryNode.Is { State: ArticleState.Inferred } => columns.Inferred,
        QueryNode.Is { State: ArticleState.Undated } => columns.Where(id => columns.Published[id] == 0),
        QueryNode.Is { State: ArticleState.Unsourced } => columns.Where(id =>
            columns.Source[id] == ArticleColumns.None),
        QueryNode.Is or QueryNode.Has => Ids(KeptArticles.Sql(node)),
        _ => columns.All,
    };

    /// <summary>Articles published from the first to the last day.</summary>
    public Bitmap Published(QueryNode.Between between)
    {
        var from = between.From is { } first ? first.ToDateTime(default).Ticks : 1;
        var to = between.To is { } last ? last.ToDateTime(default).Ticks + TimeSpan.TicksPerDay : long.MaxValue;
        return columns.Where(id =>
            columns.Published[id] >= from && columns.Published[id] < to && columns.Published[id] > 0);
    }

    public Bitmap Language(string code)
    {
        var place = columns.Languages.FindIndex(l => string.Equals(l, code, StringComparison.OrdinalIgnoreCase));
        return place < 0 ? new(columns.Size) : columns.Where(id => columns.Language[id] == place);
    }

    public Bitmap Ids(string sql, params ReadOnlySpan<object> parameters)
    {
        var set = new Bitmap(columns.Size);
        using var rows = SqlReader.Open(connection, sql, parameters);
        while (rows.Read())
            if (columns.All[(int)rows.Long(0)]) set.Add((int)rows.Long(0));
        return set;
    }

    /// <summary>
    /// Excluded parts are taken from what the others leave, so that nothing is asked of the whole archive twice.
    /// </summary>
    private Bitmap All(QueryNode.And and)
    {
        var set = columns.All;
        var words = and.Parts.Where(p => p is not QueryNode.Not && IndexQueries.IsText(p)).ToList();
        if (words.Count > 0) set = set.And(text.Find(words.Count == 1 ? words[0] : new QueryNode.And([.. words])));
        foreach (var part in and.Parts.Except(words))
            set = part is QueryNode.Not not ? set.AndNot(Set(not.Part)) : set.And(Set(part));
        return set;
    }

    /// <summary>Articles with such a name, quote or speaker; null for the fields of the text.</summary>
    private Bitmap? Named(QueryField field, QueryNode node)
    {
        if (node is QueryNode.Word { Match: not WordMatch.Prefix } like && WordPattern.Of(like) is { } pattern)
            return NamedLike(field, like, pattern);
        var asked = node switch
        {
            QueryNode.Word word => word.Text,
            QueryNode.Phrase phrase => phrase.Text,
            QueryNode.Near near => near.Text,
            _ => ""
        };
        var beginning = node is QueryNode.Word { Match: WordMatch.Prefix };
        switch (field)
        {
            case QueryField.Entity: return Naming(asked, beginning, null);
            case QueryField.Person: return Naming(asked, beginning, EntityKind.Person);
            case QueryField.Organisation: return Naming(asked, beginning, EntityKind.Organisation);
            case QueryField.Place: return Naming(asked, beginning, EntityKind.Place);
            case QueryField.Speaker: return Speaking(asked, beginning);
            case QueryField.Quote: return text.FindQuotes(InAnyField(node));
            default: return null;
        }
    }

    /// <summary>The same for names of which a word fits a pattern, or is a slip or two away.</summary>
    private Bitmap? NamedLike(QueryField field, QueryNode.Word word, WordPattern pattern)
    {
        if (field == QueryField.Quote) return text.FindQuotes(InAnyField(word));
        var (isSpeaker, kind) = field switch
        {
            QueryField.Person => (false, EntityKind.Person),
            QueryField.Organisation => (false, EntityKind.Organisation),
            QueryField.Place => (false, EntityKind.Place),
            _ => (field == QueryField.Speaker, (EntityKind?)null),
        };
        if (!isSpeaker && kind is null && field != QueryField.Entity) return null;
        var set = new Bitmap(columns.Size);
        foreach (var entity in cache.Names().Fitting(pattern.Holds).Where(e => kind is null || e.Kind == kind))
            set = set.Or(Ids(isSpeaker ? SpokenBy : NamedIn, entity.Id));
        return set;
    }

    /// <summary>Articles by what is in memory of each.</summary>
    public Bitmap Where(Func<ArticleColumns, int, bool> condition) => columns.Where(id => condition(columns, id));

    private const string NamedIn = "SELECT ArticleId FROM ArticleEntities WHERE EntityId = ?",
        SpokenBy = "SELECT ArticleId FROM Quotes WHERE SpeakerId = ?";

    private static QueryNode InAnyField(QueryNode node) => node switch
    {
        QueryNode.Word word => word with { Field = QueryField.Any },
        QueryNode.Phrase phrase => phrase with { Field = QueryField.Any },
        QueryNode.Near near => near with { Field = QueryField.Any },
        _ => node,
    };

    private Bitmap Naming(string name, bool beginning, EntityKind? kind)
    {
        var set = new Bitmap(columns.Size);
        foreach (var entity in Entities(name, beginning).Where(e => kind is null || e.Kind == kind))
            set = set.Or(Ids(NamedIn, entity.Id));
        return set;
    }

    /// <summary>By the name of whoever is quoted, or by the office that is told of them.</summary>
    private Bitmap Speaking(string name, bool beginning)
    {
        var set = Ids("SELECT DISTINCT ArticleId FROM Quotes WHERE (' ' || Role || ' ') LIKE ? ESCAPE '\\'",
            LikePattern.Holding($" {name.ToLowerInvariant()}{(beginning ? "" : " ")}"));
        foreach (var entity in Entities(name, beginning))
            set = set.Or(Ids(SpokenBy, entity.Id));
        return set;
    }

    private IEnumerable<NamedEntity> Entities(string name, bool beginning)
    {
        var names = cache.Names();
        return beginning ? names.Beginning(name, int.MaxValue) : names.Holding(name);
    }

    /// <summary>
    /// Articles that hold the characters as written, but for case. The index narrows them down where it can.
    /// </summary>
    private Bitmap Written(string characters, QueryField field)
    {
        string[] places = field switch
        {
            QueryField.Title => ["Headline"],
            QueryField.Body => ["Standfirst", "Body"],
            QueryField.Source => ["SourceName"],
            QueryField.Author => ["Byline"],
            _ => ["Headline", "Standfirst", "Byline", "SourceName", "Body"],
        };
        var words = Words.Tokenise(characters);
        var pictures = CjkBigrams.Pictures(characters).ToList();
        // Without a letter there is no case to fold, and without a word or an emoji every article is looked through.
        if (words.Count == 0 && pictures.Count == 0)
            return Ids(
                $"SELECT Id FROM Articles WHERE {string.Join(" OR ", places.Select(c => SqlEngine.Of(connection).Holds(c, "?1")))}",
                characters);
        var candidates = words.Count == 0
            ? text.FindPictures(pictures)
            : text.Find(new QueryNode.Phrase(string.Join(' ', words.Select(w => w.Text)), QueryField.Any));
        var set = new Bitmap(columns.Size);
        using var rows = SqlReader.Open(connection,
            $"SELECT Id, {string.Join(", ", places)} FROM Articles WHERE Id IN ({string.Join(',', candidates.Ids())})");
        while (rows.Read())
            for (var column = 1; column <= places.Length; column++)
                if (rows.String(column).Contains(characters, StringComparison.OrdinalIgnoreCase))
                {
                    set.Add((int)rows.Long(0));
                    break;
                }
        return set;
    }
}

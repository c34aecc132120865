using System.Collections.Immutable;

namespace NewsArchive.Search;

/// <summary>Where a term is looked for.</summary>
public enum QueryField
{
    Any, Title, Body, Source, Author, Entity, Person, Organisation, Place, Quote, Speaker,
    Language,

    /// <summary>What people keep: tags, notes, collections.</summary>
    Tag, Note, Collection
}

/// <summary>
/// Which words stand for the one typed: its grammatical forms, itself alone, all that begin with it, all that fit a
/// pattern with <c>*</c> and <c>?</c>, all that fit a regular expression, or all that are a slip or two away.
/// </summary>
public enum WordMatch { Forms, Exact, Prefix, Pattern, Regex, Similar }

/// <summary>What <c>is:</c> asks for: what the archive is unsure of, and what people did.</summary>
public enum ArticleState { Inferred, Undated, Unsourced, Corrected, Starred, Read }

/// <summary>What <c>has:</c> asks for.</summary>
public enum ArticlePart { Quote, Tag, Note }

/// <summary>What a query means. The tree knows no database.</summary>
public abstract record QueryNode
{
    /// <summary>Matches every article.</summary>
    public sealed record Everything : QueryNode;

    /// <summary>One word; it may hold signs that join its parts, as in e-mail and O'Brien.</summary>
    /// <param name="Slips">Letters that a similar word may differ in.</param>
    public sealed record Word(string Text, QueryField Field, WordMatch Match = WordMatch.Forms, int Slips = 0)
        : QueryNode;

    /// <summary>Words in this order, next to each other, each as typed.</summary>
    public sealed record Phrase(string Text, QueryField Field) : QueryNode;

    /// <summary>
    /// Words in any order with at most <paramref name="Distance"/> others between them, each as typed.
    /// </summary>
    public sealed record Near(string Text, int Distance, QueryField Field) : QueryNode;

    /// <summary>
    /// Characters as written, but for case: what holds signs that are no letters, such as C++ and #tag.
    /// </summary>
    public sealed record Literal(string Text, QueryField Field) : QueryNode;

    public sealed record And(ImmutableArray<QueryNode> Parts) : QueryNode;

    public sealed record Or(ImmutableArray<QueryNode> Parts) : QueryNode;

    public sealed record Not(QueryNode Part) : QueryNode;

    /// <summary>Published from the first to the last day, both included; null is open.</summary>
    public sealed record Between(DateOnly? From, DateOnly? To) : QueryNode;

    /// <summary>Articles in that state.</summary>
    public sealed record Is(ArticleState State) : QueryNode;

    /// <summary>Articles that have something of the kind.</summary>
    public sealed record Has(ArticlePart Part) : QueryNode;

    /// <summary>Every part that is wanted, not those that are excluded: what a reader looks for in a hit.</summary>
    public IEnumerable<QueryNode> Wanted() => this switch
    {
        And and => and.Parts.SelectMany(part => part.Wanted()),
        Or or => or.Parts.SelectMany(part => part.Wanted()),
        Not => [],
        _ => [this],
    };
}

/// <summary>Something in a query that was not taken as written.</summary>
/// <param name="Position">0-based UTF-16 offset in the query.</param>
public sealed record QueryProblem(int Position, string Message);

/// <summary>A query as understood.</summary>
public sealed record ParsedQuery(string Text, QueryNode Node, ImmutableArray<QueryProblem> Problems)
{
    /// <summary>The query said back in words.</summary>
    public string Understood => QueryWords.Say(Node);

    /// <summary>
    /// The same without what is more than words, for lists that know no fields; each thing left out is a problem.
    /// </summary>
    public ParsedQuery WordsOnly()
    {
        var problems = Problems.ToBuilder();
        QueryNode? Kept(QueryNode node)
        {
            ImmutableArray<QueryNode> Parts(ImmutableArray<QueryNode> parts) =>
                [.. parts.Select(Kept).OfType<QueryNode>()];
            switch (node)
            {
                case QueryNode.And and:
                    return Parts(and.Parts) is { Length: > 0 } all
                        ? all.Length == 1 ? all[0] : new QueryNode.And(all) : null;
                case QueryNode.Or or:
                    return Parts(or.Parts) is { Length: > 0 } any
                        ? any.Length == 1 ? any[0] : new QueryNode.Or(any) : null;
                case QueryNode.Not not: return Kept(not.Part) is { } part ? new QueryNode.Not(part) : null;
                case QueryNode.Everything or QueryNode.Word { Field: QueryField.Any }
                    or QueryNode.Phrase { Field: QueryField.Any } or QueryNode.Near { Field: QueryField.Any }:
                    return node;
                default:
                    problems.Add(new(0, $"Only words are looked for here; left out: {QueryWords.Say(node)}."));
                    return null;
            }
        }
        var node = Kept(Node);
        return this with { Node = node ?? new QueryNode.Everything(), Problems = problems.ToImmutable() };
    }
}

// Observation: people type quotes that never close, operators in lower case, pasted headlines with punctuation.
// Idea: recursive descent that never fails: what cannot be an operator is read as words, and each such place is noted with
// its position. A word is what Unicode calls letters, digits and marks; punctuation inside one makes it a phrase.
// Known failure: “or” and “not” in lower case are words, as in a pasted headline; a problem note says so.
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace NewsArchive.Search;

public static class QueryParser
{
    /// <summary>A longer query is cut; nobody types one.</summary>
    public const int LongestQuery = 2000;

    /// <summary>Deeper brackets are read as flat.</summary>
    private const int DeepestNesting = 32;

    /// <summary>The fields, as documented: name and what it looks in.</summary>
    public static readonly FrozenDictionary<string, QueryField> Fields = new Dictionary<string, QueryField>
    {
        ["title"] = QueryField.Title,
        ["body"] = QueryField.Body,
        ["source"] = QueryField.Source,
        ["author"] = QueryField.Author,
        ["entity"] = QueryField.Entity,
        ["person"] = QueryField.Entity,
        ["org"] = QueryField.Entity,
        ["place"] = QueryField.Entity,
        ["lang"] = QueryField.Language,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields that take a date.</summary>
    public static readonly ImmutableArray<string> DateFields = ["date", "after", "before"];

    /// <summary>The field that takes one of <see cref="UnsureOf"/>.</summary>
    public const string UnsureField = "is";

    /// <summary>Every field name, as documented.</summary>
    public static IEnumerable<string> FieldNames => Fields.Keys.Concat(DateFields).Append(UnsureField).Order(StringComparer.Ordinal);

    public static ParsedQuery Parse(string? text, bool anyWord = false)
    {
        text ??= "";
        var reader = new Reader(text.Length > LongestQuery ? text[..LongestQuery] : text, anyWord);
        if (text.Length > LongestQuery) reader.Problems.Add(new(LongestQuery, $"Only the first {LongestQuery} characters were read."));
        var node = reader.Expression(0, closing: false);
        return new(text, node ?? new QueryNode.Everything(), [.. reader.Problems]);
    }

    private sealed class Reader(string text, bool anyWord)
    {
        private int at;

        public List<QueryProblem> Problems { get; } = [];

        /// <summary>Parts parted by OR; null where there is nothing.</summary>
        public QueryNode? Expression(int depth, bool closing)
        {
            List<QueryNode> alternatives = [], sequence = [];
            while (true)
            {
                SkipSpace();
                if (at >= text.Length) break;
                if (text[at] == ')')
                {
                    if (closing) break;
                    Problems.Add(new(at++, "A closing bracket without an opening one was left out."));
                    continue;
                }
                if (Operator("OR") || Operator("||"))
                {
                    if (sequence.Count == 0) Problems.Add(new(at - 2, "OR has nothing before it."));
                    Close();
                    continue;
                }
                if (Operator("AND") || Operator("&&")) continue;
                if (Term(depth) is { } term) sequence.Add(term);
            }
            Close();
            return Join(alternatives, parts => new QueryNode.Or(parts));

            void Close()
            {
                if (Join(sequence, parts => anyWord ? AnyOf(parts) : new QueryNode.And(parts)) is { } node) alternatives.Add(node);
                sequence.Clear();
            }
        }

        /// <summary>As a bag of words every part may be absent, but what is excluded stays excluded.</summary>
        private static QueryNode AnyOf(ImmutableArray<QueryNode> parts)
        {
            var wanted = parts.Where(p => p is not QueryNode.Not).ToImmutableArray();
            var excluded = parts.Where(p => p is QueryNode.Not).ToImmutableArray();
            QueryNode any = wanted.Length == 1 ? wanted[0] : new QueryNode.Or(wanted);
            return excluded.IsEmpty || wanted.IsEmpty ? (wanted.IsEmpty ? new QueryNode.And(excluded) : any) : new QueryNode.And([any, .. excluded]);
        }

        private static QueryNode? Join(List<QueryNode> parts, Func<ImmutableArray<QueryNode>, QueryNode> join) =>
            parts.Count switch { 0 => null, 1 => parts[0], _ => join([.. parts]) };

        private QueryNode? Term(int depth)
        {
            var start = at;
            if (Operator("NOT") || (text[at] is '-' or '−' or '!' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != text[at] && Advance()))
            {
                SkipSpace();
                if (at < text.Length && text[at] != ')' && Term(depth) is { } excluded) return new QueryNode.Not(excluded);
                Problems.Add(new(start, "There is nothing to exclude here."));
                return null;
            }
            if (text[at] == '(')
            {
                at++;
                if (depth >= DeepestNesting)
                {
                    Problems.Add(new(start, "Brackets this deep were left out."));
                    return null;
                }
                var inner = Expression(depth + 1, closing: true);
                if (at < text.Length) at++;
                else Problems.Add(new(start, $"The bracket opened at character {start + 1} is never closed. It was read as closed at the end."));
                return inner;
            }
            if (OpensQuote(text[at])) return Quoted(QueryField.Any);
            return Field() ?? Bare(QueryField.Any);
        }

        private QueryNode? Field()
        {
            var colon = at;
            while (colon < text.Length && char.IsAsciiLetter(text[colon])) colon++;
            if (colon == at || colon >= text.Length || text[colon] != ':') return null;
            var name = text[at..colon];
            if (DateFields.Contains(name, StringComparer.OrdinalIgnoreCase)) return DateTerm(name.ToLowerInvariant(), colon + 1);
            if (name.Equals(UnsureField, StringComparison.OrdinalIgnoreCase)) return UnsureTerm(colon + 1);
            if (!Fields.TryGetValue(name, out var field))
            {
                if (colon + 1 < text.Length && !char.IsWhiteSpace(text[colon + 1]) && text[colon + 1] != '/')
                    Problems.Add(new(at, $"There is no field “{name}”. It was searched as words. Fields are {string.Join(", ", FieldNames)}."));
                return null;
            }
            at = colon + 1;
            SkipSpace();
            if (at >= text.Length || text[at] == ')')
            {
                Problems.Add(new(colon, $"Nothing follows {name}:. It was searched as a word."));
                return new QueryNode.Word(name, QueryField.Any, false);
            }
            return OpensQuote(text[at]) ? Quoted(field) : Bare(field);
        }

        private QueryNode.Between? DateTerm(string name, int valueAt)
        {
            var start = at;
            at = valueAt;
            var value = Take();
            var parts = value.Split("..", 2);
            var from = Span(parts[0]);
            var to = parts.Length == 2 ? Span(parts[1]) : from;
            if ((from is null && parts[0].Length > 0) || (to is null && parts[^1].Length > 0) || value.Length == 0 || (from is null && to is null))
            {
                Problems.Add(new(start, $"“{value}” is no date. Write {name}:2021, {name}:2021-03 or {name}:2021-03-05."));
                return null;
            }
            return name switch
            {
                "after" => new QueryNode.Between(from?.First, null),
                "before" => new QueryNode.Between(null, from?.First.AddDays(-1)),
                _ => new QueryNode.Between(from?.First, to?.Last),
            };
        }

        private QueryNode.Unsure? UnsureTerm(int valueAt)
        {
            var start = at;
            at = valueAt;
            var value = Take();
            if (value.Length > 0 && char.IsAsciiLetter(value[0]) && Enum.TryParse<UnsureOf>(value, ignoreCase: true, out var of)) return new(of);
            Problems.Add(new(start, $"“is:{value}” is not known. Write is:{string.Join(" or is:", Enum.GetNames<UnsureOf>().Select(n => n.ToLowerInvariant()))}."));
            return null;
        }

        /// <summary>First and last day of a year, a month or a day.</summary>
        private static (DateOnly First, DateOnly Last)? Span(string value)
        {
            DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            return value.Length switch
            {
                4 when Day(value + "-01-01") is { } year => (year, year.AddYears(1).AddDays(-1)),
                7 when Day(value + "-01") is { } month => (month, month.AddMonths(1).AddDays(-1)),
                10 when Day(value) is { } day => (day, day),
                _ => null,
            };
        }

        private QueryNode? Quoted(QueryField field)
        {
            var start = at++;
            var end = at;
            while (end < text.Length && !ClosesQuote(text[end])) end++;
            var inner = text[at..end];
            if (end >= text.Length) Problems.Add(new(start, $"The quotation mark at character {start + 1} is never closed. It was read as closed at the end."));
            at = Math.Min(text.Length, end + 1);
            return Phrase(inner, field, start);
        }

        private QueryNode? Bare(QueryField field)
        {
            var start = at;
            var token = Take();
            var prefix = token.Length > 1 && token.EndsWith('*');
            if (Words.Cut(token) is [var word] && prefix) return new QueryNode.Word(word.Text, field, true);
            if (token is "or" or "not" or "and") Problems.Add(new(start, $"“{token}” was searched as a word. In capitals it is an operator."));
            return Phrase(token, field, start);
        }

        private QueryNode? Phrase(string inner, QueryField field, int start)
        {
            if (field == QueryField.Language) return new QueryNode.Word(inner.Trim(), field, false);
            switch (Words.Cut(inner))
            {
                case [var word]:
                    return new QueryNode.Word(word.Text, field, false);
                case [_, ..]:
                    return new QueryNode.Phrase(inner.Trim(), field);
                default:
                    if (inner.Trim().Length > 0) Problems.Add(new(start, $"“{inner.Trim()}” holds no letters or digits and was left out."));
                    return null;
            }
        }

        /// <summary>What stands up to the next space, bracket or quotation mark; at least one character.</summary>
        private string Take()
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')') && !(at > start && text[at] is '"' or '“' or '”')) at++;
            if (at == start && at < text.Length && text[at] is not ')') at++;
            return text[start..at];
        }

        private bool Operator(string word)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) return false;
            var after = at + word.Length;
            if (after < text.Length && !char.IsWhiteSpace(text[after]) && text[after] != '(') return false;
            at = after;
            return true;
        }

        private bool Advance()
        {
            at++;
            return true;
        }

        private void SkipSpace()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        }

        private static bool OpensQuote(char c) => c is '"' or '“' or '”' or '„' or '«';

        private static bool ClosesQuote(char c) => c is '"' or '”' or '“' or '»';
    }
}

// Observation: people type quotes that never close, operators in lower case, pasted headlines with punctuation.
// Idea: recursive descent that never fails: what cannot be an operator is read as words, and each such place is noted
// with its position. A word is what Unicode calls letters, digits and marks; punctuation inside one makes it a phrase;
// signs that make another word of it (C++, #tag) are looked for as written.
// Known failure: “or” and “not” in lower case are words, as in a pasted headline; a problem note says so.
using System.Collections.Immutable;
using System.Globalization;
using NewsArchive.Text;

namespace NewsArchive.Search;

public static class QueryParser
{
    /// <summary>Deeper brackets are read as flat.</summary>
    private const int DeepestNesting = 32;

    /// <param name="anyWord">
    /// As a bag of words: one of them is enough, and AND, OR, NOT and brackets are no operators. Phrases, fields and
    /// exclusions stay what they are.
    /// </param>
    /// <param name="today">What <c>today</c> and <c>P7D</c> count from.</param>
    public static ParsedQuery Parse(string? text, DateOnly today, bool anyWord = false)
    {
        text ??= "";
        var reader = new Reader(text.Length > QuerySyntax.LongestQuery ? text[..QuerySyntax.LongestQuery] : text, today,
            anyWord);
        if (text.Length > QuerySyntax.LongestQuery)
            reader.Problems
                .Add(new(QuerySyntax.LongestQuery, $"Only the first {QuerySyntax.LongestQuery} characters were read."));
        if (reader.Expression(0, closing: false) is { } node) return new(text, node, [.. reader.Problems]);
        return string.IsNullOrWhiteSpace(text)
            ? new(text, new QueryNode.Everything(), [])
            : new(text, new QueryNode.Literal(text.Trim(), QueryField.Any),
            [new(0, $"“{text.Trim()}” holds no word to look for; it was searched as written.")]);
    }

    private sealed class Reader(string text, DateOnly today, bool anyWord)
    {
        private int at;

        /// <summary>Where words without a field of their own are looked for.</summary>
        private QueryField field = QueryField.Any;

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
                    if (!anyWord) Problems.Add(new(at, "A closing bracket without an opening one was left out."));
                    at++;
                    continue;
                }
                if (Operator("OR") || Operator("||"))
                {
                    if (sequence.Count == 0) Problems.Add(new(at - 2, "OR has nothing before it."));
                    Close();
                    continue;
                }
                if (Operator("AND") || Operator("&&")) continue;
                if (Nearness() is { } distance)
                {
                    JoinNear(sequence, distance, depth);
                    continue;
                }
                if (Term(depth) is { } term) sequence.Add(term);
            }
            Close();
            return Join(alternatives,
                parts => new QueryNode.Or([.. parts.SelectMany(p => p is QueryNode.Or or ? or.Parts : [p])]));

            void Close()
            {
                if (Join(sequence,
                    parts =>
                        anyWord ? AnyOf(parts)
                            : new QueryNode.And([.. parts.SelectMany(p => p is QueryNode.And and ? and.Parts : [p])]))
                    is { } node) alternatives.Add(node);
                sequence.Clear();
            }
        }

        /// <summary>The distance of <c>NEAR</c>, <c>NEAR/5</c>, <c>w/5</c> or <c>n/5</c>; null where none stands
        /// here.</summary>
        private int? Nearness()
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            if (anyWord || QuerySigns.DistanceOf(text.AsSpan(at, end - at)) is not { } distance) return null;
            if (distance > QuerySyntax.LargestDistance)
                Problems.Add(new(at, $"At most {QuerySyntax.LargestDistance} words may stand between; read as that."));
            at = end;
            return Math.Min(distance, QuerySyntax.LargestDistance);
        }

        /// <summary>Joins the word before with the one that follows.</summary>
        private void JoinNear(List<QueryNode> sequence, int distance, int depth)
        {
            var start = at;
            SkipSpace();
            var next = at < text.Length && text[at] != ')' ? Term(depth) : null;
            if (sequence is [.., QueryNode.Word { Match: not WordMatch.Prefix } first]
                && next is QueryNode.Word { Match: not WordMatch.Prefix } second && first.Field == second.Field)
            {
                sequence[^1] = new QueryNode.Near($"{first.Text} {second.Text}", distance, first.Field);
                return;
            }
            Problems.Add(new(start, "NEAR stands between two words; it was left out here. Write mayor NEAR/5 bridge."));
            if (next is not null) sequence.Add(next);
        }

        /// <summary>As a bag of words every part may be absent, but what is excluded stays excluded.</summary>
        private static QueryNode AnyOf(ImmutableArray<QueryNode> parts)
        {
            var wanted = parts.Where(p => p is not QueryNode.Not).SelectMany(p => p is QueryNode.Or or ? or.Parts : [p])
                .ToImmutableArray();
            var excluded = parts.Where(p => p is QueryNode.Not).ToImmutableArray();
            QueryNode any = wanted.Length == 1 ? wanted[0] : new QueryNode.Or(wanted);
            return excluded.IsEmpty || wanted.IsEmpty
                ? (wanted.IsEmpty ? new QueryNode.And(excluded) : any) : new QueryNode.And([any, .. excluded]);
        }

        private static QueryNode? Join(List<QueryNode> parts, Func<ImmutableArray<QueryNode>, QueryNode> join) =>
            parts.Count switch { 0 => null, 1 => parts[0], _ => join([.. parts]) };

        private QueryNode? Term(int depth)
        {
            var start = at;
            if (Operator("NOT") || Minus())
            {
                SkipSpace();
                if (at < text.Length && text[at] != ')' && Term(depth) is { } excluded)
                    return new QueryNode.Not(excluded);
                Problems.Add(new(start, "There is nothing to exclude here."));
                return null;
            }
            if (text[at] == '(' && !anyWord) return Bracket(depth);
            if (text[at] == '(')
            {
                at++;
                return null;
            }
            if (OpensQuote(text[at])) return Quoted();
            if (text[at] == '=' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
            {
                at++;
                if (OpensQuote(text[at])) return Quoted();
                return Exactly(Bare());
            }
            return Fielded(depth) ?? Expression() ?? Bare();
        }

        /// <summary>A regular expression between slashes, without spaces; null where none stands here.</summary>
        private QueryNode? Expression()
        {
            if (at >= text.Length || text[at] != '/') return null;
            var end = at + 1;
            while (end < text.Length && text[end] != '/' && !char.IsWhiteSpace(text[end]))
                end += text[end] == '\\' && end + 1 < text.Length ? 2 : 1;
            var isAlone = end + 1 >= text.Length || end < text.Length && (char.IsWhiteSpace(text[end + 1]) || text[end
                + 1] == ')');
            if (end >= text.Length || text[end] != '/' || !isAlone) return null;
            var expression = text[(at + 1)..end];
            var start = at;
            at = end + 1;
            if (WordPattern.Expression(expression) is not null)
                return new QueryNode.Word(expression, field, WordMatch.Regex);
            if (!anyWord) Problems.Add(new(start, QuerySigns.NoExpression(text[start..at])));
            return Read(expression, start);
        }

        private QueryNode? Bracket(int depth)
        {
            var start = at++;
            if (depth >= DeepestNesting)
            {
                Problems.Add(new(start, "Brackets this deep were left out."));
                return null;
            }
            var inner = Expression(depth + 1, closing: true);
            if (at < text.Length) at++;
            else Problems.Add(new(start,
                $"The bracket opened at character {start + 1} is never closed. It was read as closed at the end."));
            return inner;
        }

        private static QueryNode? Exactly(QueryNode? node) =>
            node is not QueryNode.Word { Match: WordMatch.Forms } word ? node
            : Words.Tokenise(word.Text).Count > 1 ? new QueryNode.Phrase(word.Text, word.Field)
            : word with { Match = WordMatch.Exact };

        private QueryNode? Fielded(int depth)
        {
            var colon = at;
            while (colon < text.Length && char.IsAsciiLetter(text[colon])) colon++;
            if (colon == at || colon >= text.Length || text[colon] != ':') return null;
            var name = text[at..colon];
            if (QuerySyntax.DateFields.Contains(name, StringComparer.OrdinalIgnoreCase))
                return Date(name.ToLowerInvariant(), colon + 1);
            if (name.Equals(QuerySyntax.StateField, StringComparison.OrdinalIgnoreCase))
                return OneOf<ArticleState>(QuerySyntax.StateField, colon + 1, state => new QueryNode.Is(state));
            if (name.Equals(QuerySyntax.PartField, StringComparison.OrdinalIgnoreCase))
                return OneOf<ArticlePart>(QuerySyntax.PartField, colon + 1, part => new QueryNode.Has(part));
            if (!QuerySyntax.Fields.TryGetValue(name, out var named))
            {
                if (!anyWord && colon + 1 < text.Length && !char.IsWhiteSpace(text[colon + 1])
                    && text[colon + 1] != '/')
                    Problems.Add(new(at,
                        $"There is no field “{name}”. It was searched as words. Fields are "
                        + $"{string.Join(", ", QuerySyntax.FieldNames)}."));
                return null;
            }
            at = colon + 1;
            SkipSpace();
            if (at >= text.Length || text[at] == ')')
            {
                Problems.Add(new(colon, $"Nothing follows {name}:. It was searched as a word."));
                return new QueryNode.Word(name, field);
            }
            var outer = field;
            field = named;
            var exact = text[at] == '=' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            if (exact) at++;
            var node = OpensQuote(text[at]) ? Quoted() : text[at] == '(' && !anyWord ? Bracket(depth)
                : Expression() ?? Bare();
            field = outer;
            return exact ? Exactly(node) : node;
        }

        private QueryNode? Date(string name, int valueAt)
        {
            var start = at;
            at = valueAt;
            var value = Take();
            if (DateSpan.Read(value, today) is not { } span)
                return AsWords(start, valueAt,
                    $"“{value}” is no date; it was searched as words. Write {name}:2021, {name}:2021-03, "
                    + $"{name}:2021-03-05, {name}:today or {name}:P7D.");
            if (name is "after" && span.First is { } after) return new QueryNode.Between(after, null);
            if (name is "before" && span.First is { } before)
                return new QueryNode.Between(null, before > DateOnly.MinValue ? before.AddDays(-1) : before);
            if (span.First > span.Last)
            {
                Problems.Add(new(start, $"{value} ends before it begins; it was read the other way round."));
                return DateSpan.Read(string.Join("..", value.Split("..").Reverse()), today) is { } turned
                    ? new QueryNode.Between(turned.First, turned.Last) : null;
            }
            return new QueryNode.Between(span.First, span.Last);
        }

        private QueryNode? OneOf<T>(string name, int valueAt, Func<T, QueryNode> make) where T : struct, Enum
        {
            var start = at;
            at = valueAt;
            var value = Take();
            if (value.Length > 0 && char.IsAsciiLetter(value[0])
                && Enum.TryParse<T>(value, ignoreCase: true, out var of)) return make(of);
            return AsWords(start, valueAt,
                $"“{name}:{value}” is not known; it was searched as words. Write "
                + $"{string.Join(" or ", Enum.GetNames<T>().Select(n => $"{name}:{n.ToLowerInvariant()}"))}.");
        }

        private QueryNode? AsWords(int start, int valueAt, string problem)
        {
            var value = text[valueAt..at];
            Problems.Add(new(start, problem));
            return Words.Tokenise(value).Count > 0
                ? Read(text[start..at], start) : new QueryNode.Word(text[start..(valueAt - 1)], QueryField.Any);
        }

        private QueryNode? Quoted()
        {
            var start = at++;
            var end = at;
            while (end < text.Length && !ClosesQuote(text[end])) end++;
            var inner = text[at..end];
            if (end >= text.Length)
                Problems.Add(new(start,
                    $"The quotation mark at character {start + 1} is never closed. It was read as closed at the end."));
            at = Math.Min(text.Length, end + 1);
            var distance = Distance();
            return Words.Tokenise(inner) switch
            {
                [var word] when !IsSigned(inner) =>
                    field == QueryField.Language
                    ? new QueryNode.Word(inner.Trim(), field) : new QueryNode.Word(word.Text, field, WordMatch.Exact),
                { Count: > 1 } when distance is { } near => new QueryNode.Near(inner.Trim(), near, field),
                _ => Read(inner, start, isQuoted: true),
            };
        }

        /// <summary>The number after a closing quotation mark and <c>~</c>.</summary>
        private int? Distance()
        {
            if (at >= text.Length || text[at] != '~') return null;
            var start = at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (int.TryParse(text.AsSpan(start + 1, at - start - 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out var distance))
            {
                if (distance > QuerySyntax.LargestDistance)
                    Problems.Add(new(start,
                        $"At most {QuerySyntax.LargestDistance} words may stand between; read as that."));
                return Math.Min(distance, QuerySyntax.LargestDistance);
            }
            Problems.Add(new(start, "A number should follow ~, as in \"a b\"~5. Read as the exact phrase."));
            return null;
        }

        private QueryNode? Bare()
        {
            var start = at;
            var token = Take();
            if (token.Length > 1 && token.EndsWith('*') && Words.Tokenise(token) is [(0, _) and var word]
                && word.Text.Length == token.Length - 1)
                return new QueryNode.Word(word.Text, field, WordMatch.Prefix);
            if ((Pattern(token) ?? Similar(token)) is { } several) return several;
            if (!anyWord && QuerySigns.ProblemOf(token) is { } sign) Problems.Add(new(start, sign));
            if (token is "or" or "not" or "and" && !anyWord)
                Problems.Add(new(start, $"“{token}” was searched as a word. In capitals it is an operator."));
            return Read(token, start);
        }

        /// <summary>A word with <c>*</c> or <c>?</c> for letters of it.</summary>
        private QueryNode.Word? Pattern(string token)
        {
            // A question mark at an end is punctuation, or a quotation mark that was lost.
            token = token.TrimStart('?').TrimEnd('?', '.', ',', ';', ':', '!');
            return token.AsSpan().IndexOfAny('*', '?') >= 0 && WordPattern.Signs(token) is not null
                ? new(token, field, WordMatch.Pattern) : null;
        }

        /// <summary>A word with <c>~</c>, or <c>~</c> and the number of letters that may differ.</summary>
        private QueryNode.Word? Similar(string token)
        {
            var tilde = token.LastIndexOf('~');
            if (tilde < 1 || Words.Tokenise(token[..tilde]) is not [(0, var word)] || word.Length != tilde) return null;
            if (word.Length < QuerySyntax.ShortestSimilar || CjkBigrams.IsUnspaced(word)) return null;
            return token[(tilde + 1)..] switch
            {
                "" => new(word, field, WordMatch.Similar, word.Length <= QuerySyntax.LongestOfOneSlip ? 1 : 2),
                "1" => new(word, field, WordMatch.Similar, 1),
                "2" => new(word, field, WordMatch.Similar, 2),
                _ => null,
            };
        }

        private QueryNode? Read(string inner, int start, bool isQuoted = false)
        {
            inner = inner.Trim();
            if (field == QueryField.Language && inner.Length > 0) return new QueryNode.Word(inner, field);
            var words = Words.Tokenise(inner);
            if (words.Count > 0 && IsSigned(inner) && !anyWord) return new QueryNode.Literal(inner, field);
            switch (words)
            {
                case [var word]:
                    return new QueryNode.Word(word.Text, field);
                case [_, ..]:
                    if (anyWord && !inner.Contains(' '))
                        // “boundary-layer” and U.S. as further words of a bag made its ranking worse on three sets of
                        // four.
                        return new QueryNode.Or([.. words.Select(w => new QueryNode.Word(w.Text, field))]);
                    return !isQuoted && SearchWords.Joined(inner) is not null
                        ? new QueryNode.Word(Trimmed(inner, words), field) : new QueryNode.Phrase(inner, field);
                default:
                    if (CjkBigrams.Pictures(inner).Any()) return new QueryNode.Literal(inner, field);
                    if (inner.Length > 0 && !anyWord)
                        Problems.Add(new(start, $"“{inner}” holds no letters or digits and was left out."));
                    return null;
            }
        }

        /// <summary>A word that signs join, without those around it but for the last full stop of U.N.</summary>
        private static string Trimmed(string token, List<(int Start, string Text)> words)
        {
            var end = words[^1].Start + words[^1].Text.Length;
            if (end < token.Length && token[end] == '.' && words.TrueForAll(w => w.Text.Length == 1)) end++;
            return token[words[0].Start..end];
        }

        /// <summary>What would be another word without its signs: C++, F#, #tag, @name.</summary>
        private static bool IsSigned(string token) =>
            !token.Contains(' ') && (token is ['#' or '@', var second, ..] && char.IsLetterOrDigit(second)
                || token.TrimEnd('.', ',', ';', ':', '!', '?', ')') is [.., var before, '+' or '#']
                && (char.IsLetterOrDigit(before) || before == '+'));

        /// <summary>What stands up to the next space, bracket or quotation mark; at least one character.</summary>
        private string Take()
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')')
                && !(at > start && text[at] is '"' or '“' or '”')) at++;
            if (at == start && at < text.Length && text[at] is not ')' && !char.IsWhiteSpace(text[at])) at++;
            return text[start..at];
        }

        private bool Operator(string word)
        {
            if (anyWord || string.CompareOrdinal(text, at, word, 0, word.Length) != 0) return false;
            var after = at + word.Length;
            if (after < text.Length && !char.IsWhiteSpace(text[after]) && text[after] != '(') return false;
            at = after;
            return true;
        }

        private bool Minus()
        {
            if (text[at] is not ('-' or '−') || at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1])
                || text[at + 1] == text[at]) return false;
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

using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Search;
using NewsArchive.Storage.Sqlite;

namespace NewsArchive.Storage.Queries;

public enum SearchSort { Relevance, Newest, Oldest }

/// <summary>A search as URL, command and API state it.</summary>
/// <param name="Offset">Hits to skip.</param>
public sealed record SearchRequest(
    string? Text, bool AnyWord = false, SearchSort Sort = SearchSort.Relevance,
    string? Source = null, DateOnly? From = null, DateOnly? To = null, long? Entity = null, string? Language = null,
    int Limit = 20, int Offset = 0);

/// <summary>One article found.</summary>
/// <param name="Score">Higher is better; 0 where nothing in the text was looked for.</param>
public sealed record SearchHit(ArticleSummary Article, double Score, IReadOnlyList<Fragment> Headline, IReadOnlyList<Fragment> Snippet);

/// <param name="Total">Exact number of articles that fit, reprints included.</param>
public sealed record SearchResult(ParsedQuery Query, int Total, IReadOnlyList<SearchHit> Hits);

/// <summary>The one search of page, feed, API and command.</summary>
public sealed class SearchQuery(ArchiveDb db)
{
    public async Task<SearchResult> RunAsync(SearchRequest request, CancellationToken cancel = default)
    {
        var query = QueryParser.Parse(request.Text, request.AnyWord);
        var node = WithFilters(query.Node, request);
        var sql = Fts5QueryWriter.Write(node);
        await db.Database.OpenConnectionAsync(cancel);
        var where = sql.Where + (request.Entity is { } entity ? $" AND a.Id IN (SELECT ArticleId FROM ArticleEntities WHERE EntityId = {entity.ToString(CultureInfo.InvariantCulture)})" : "");
        var total = await CountAsync(where, sql, cancel);
        var ids = total == 0 ? [] : await IdsAsync(where, sql, request, cancel);
        var wanted = ids.Select(i => i.Id).ToList();
        var rows = await db.Articles.AsNoTracking().Where(a => wanted.Contains(a.Id)).Select(ArticleSummary.FromRow).ToDictionaryAsync(a => a.Id, cancel);
        var bodies = await db.Articles.AsNoTracking().Where(a => wanted.Contains(a.Id)).Select(a => new { a.Id, a.Body }).ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
        var highlighter = new Highlighter(query.Node);
        return new(query, total, [.. ids.Where(i => rows.ContainsKey(i.Id)).Select(i =>
            new SearchHit(rows[i.Id], i.Score, highlighter.Mark(rows[i.Id].Title), highlighter.Snippet(bodies[i.Id])))]);
    }

    private static QueryNode WithFilters(QueryNode node, SearchRequest request)
    {
        List<QueryNode> parts = [];
        if (node is not QueryNode.Everything) parts.Add(node);
        if (request.Source is { Length: > 0 } source)
            parts.Add(Words.Cut(source) is [var word] ? new QueryNode.Word(word.Text, QueryField.Source, false) : new QueryNode.Phrase(source, QueryField.Source));
        if (request.Language is { Length: > 0 } language) parts.Add(new QueryNode.Word(language, QueryField.Language, false));
        if (request.From is not null || request.To is not null) parts.Add(new QueryNode.Between(request.From, request.To));
        return parts.Count switch { 0 => new QueryNode.Everything(), 1 => parts[0], _ => new QueryNode.And([.. parts]) };
    }

    private async Task<int> CountAsync(string where, SqlQuery sql, CancellationToken cancel)
    {
        await using var command = Command($"SELECT count(*) FROM Articles a WHERE {where}", sql);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    private async Task<List<(long Id, double Score)>> IdsAsync(string where, SqlQuery sql, SearchRequest request, CancellationToken cancel)
    {
        var ranked = sql.Match is not null;
        var weights = string.Join(", ", ArticleIndex.Columns.Select(c => c.Weight.ToString(CultureInfo.InvariantCulture)));
        var order = request.Sort switch
        {
            SearchSort.Oldest => "a.Published IS NULL, a.Published, a.Id",
            SearchSort.Newest => "a.Published DESC, a.Id DESC",
            _ => ranked ? "r.Rank, a.Published DESC, a.Id DESC" : "a.Published DESC, a.Id DESC",
        };
        var rank = ranked
            ? $"LEFT JOIN (SELECT rowid AS Id, bm25({ArticleIndex.Table}, {weights}) AS Rank FROM {ArticleIndex.Table} WHERE {ArticleIndex.Table} MATCH @match) r ON r.Id = a.Id"
            : "";
        await using var command = Command($"SELECT a.Id, {(ranked ? "coalesce(-r.Rank, 0)" : "0")} FROM Articles a {rank} WHERE {where} ORDER BY {order} LIMIT @limit OFFSET @offset", sql);
        if (ranked) Add(command, "@match", sql.Match!);
        Add(command, "@limit", request.Limit);
        Add(command, "@offset", request.Offset);
        List<(long, double)> ids = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) ids.Add((reader.GetInt64(0), reader.GetDouble(1)));
        return ids;
    }

    private DbCommand Command(string text, SqlQuery sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < sql.Parameters.Count; i++) Add(command, $"@q{i}", sql.Parameters[i]);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

using NewsArchive.Entities;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>Something that may be meant.</summary>
/// <param name="Kind">name, headline, source or word.</param>
public sealed record Suggestion(string Kind, long Id, string Slug, string Text, EntityKind? EntityKind, int Articles);

/// <summary>
/// What somebody who types may mean: names in which a word begins so, headlines and sources that begin so, then words
/// of the texts.
/// </summary>
public sealed class SuggestQuery(Archive archive)
{
    private const int Names = 5, Headlines = 3, Sources = 2, Words = 3;

    /// <summary>The first characters that are too few to suggest anything by.</summary>
    private const int Fewest = 2;

    public async Task<List<Suggestion>> RunAsync(string? typed, CancellationToken cancel)
    {
        typed = typed?.Trim() ?? "";
        if (typed.Length < Fewest) return [];
        using var rented = archive.Connect();
        var connection = rented.Connection;
        List<Suggestion> found =
            [.. SearchCache.Of(archive).Names().Beginning(typed, Names)
                .Select(e => new Suggestion("name", e.Id, e.Slug, e.Name, e.Kind, e.Articles))];
        using (var rows = SqlReader.Open(connection, SqlEngine.Of(connection).HeadlinesBetween, typed, typed + '\uFFFF',
            Headlines))
            while (rows.Read()) found.Add(new("headline", rows.Long(0), rows.String(1), rows.String(2), null, 1));
        using (var rows = SqlReader.Open(connection,
            $"SELECT Id, Slug, Name FROM Sources WHERE Name LIKE ?1 ESCAPE '{LikePattern.Escape}' ORDER BY Name "
            + $"LIMIT ?2", LikePattern.Beginning(typed), Sources))
            while (rows.Read()) found.Add(new("source", rows.Long(0), rows.String(1), rows.String(2), null, 0));
        found.AddRange(SearchCache.Of(archive).WordsBeginning(typed, Words, cancel)
            .Select(w => new Suggestion("word", 0, "", w.Word, null, w.Articles)));
        return found;
    }
}

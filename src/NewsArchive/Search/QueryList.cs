using System.Text.Json;
using CsvHelper;
using NewsArchive.Text;

namespace NewsArchive.Search;

/// <summary>One query of a list, or why its line holds none.</summary>
/// <param name="Line">1-based.</param>
public sealed record ListedQuery(int Line, string? Id, string? Query, string? Error);

/// <summary>
/// Lists of queries: JSON lines with <c>id</c> and <c>query</c>; a table with a column called query (or q) and perhaps
/// one called id; or one query a line. The first line tells which.
/// </summary>
public static class QueryList
{
    private const string QueryColumn = "query", ShortQueryColumn = "q", IdColumn = "id";

    public static IEnumerable<ListedQuery> Read(TextReader reader)
    {
        var number = 0;
        bool? isJson = null;
        string[]? header = null;
        while (reader.ReadLine() is { } line)
        {
            number++;
            line = line.TrimStart('\uFEFF');
            if (string.IsNullOrWhiteSpace(line)) continue;
            isJson ??= line.TrimStart().StartsWith('{');
            if (isJson.Value)
            {
                yield return Json(line, number);
                continue;
            }
            var cells = header is not null || number == 1 && line.Contains(',', StringComparison.Ordinal)
                ? Cells(line) : null;
            if (header is null && cells is not null && cells.Any(IsQuery))
            {
                header = cells;
                continue;
            }
            if (header is null && number == 1 && IsQuery(line)) continue;
            yield return header is null ? new(number, null, line.Trim(), null) : Row(header, cells, number);
        }
    }

    private static bool IsQuery(string name) =>
        name.Trim().Equals(QueryColumn, StringComparison.OrdinalIgnoreCase)
            || name.Trim().Equals(ShortQueryColumn, StringComparison.OrdinalIgnoreCase);

    private static ListedQuery Row(string[] header, string[]? cells, int number)
    {
        var query = Array.FindIndex(header, IsQuery);
        var id = Array.FindIndex(header, h => h.Trim().Equals(IdColumn, StringComparison.OrdinalIgnoreCase));
        return cells is null || query >= cells.Length
            ? new(number, null, null, "the row has no cell in the column of queries")
            : new(number, id >= 0 && id < cells.Length ? cells[id] : null, cells[query], null);
    }

    private static string[]? Cells(string line)
    {
        using var csv = CsvReader.Create(new StringReader(line),
            new CsvReaderOptions { HasHeader = false, Separator = ',' });
        return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i))] : null;
    }

    private static ListedQuery Json(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty(QueryColumn, out var query)
                ? new(number, json.RootElement.TryGetProperty(IdColumn, out var id) ? JsonStrings.Of(id) : null,
                    JsonStrings.Of(query), null)
                : new(number, null, null, "the line is no JSON object with a query");
        }
        catch (JsonException)
        {
            return new(number, null, null, "the line is no JSON object with a query");
        }
    }
}

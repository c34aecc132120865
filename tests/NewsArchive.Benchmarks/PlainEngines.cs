using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Benchmarks;

/// <summary>
/// What searches are measured beside: Lucene.Net with stored texts, and FTS5, each with the headline and body of every
/// article in one field and nothing else.
/// </summary>
internal sealed class PlainEngines : IDisposable
{
    private const string Field = "text", Stored = "stored";

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("newsarchive-bench-").FullName;
    private readonly SqliteConnection fts;
    private readonly FSDirectory directory;
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    /// <param name="archive">A connection to it.</param>
    public PlainEngines(SqliteConnection archive)
    {
        fts = new($"Data Source={Path.Combine(folder, "fts.db")};Pooling=False");
        fts.Open();
        Do("PRAGMA synchronous = OFF; CREATE VIRTUAL TABLE Plain USING fts5(Text); CREATE VIRTUAL TABLE Words USING fts5vocab(Plain, 'row')");
        directory = FSDirectory.Open(Path.Combine(folder, "lucene"));
        var analyzer = global::Lucene.Net.Analysis.Analyzer.NewAnonymous((_, input) =>
        {
            var source = new LetterTokenizer(LuceneVersion.LUCENE_48, input);
            return new(source, new LowerCaseFilter(LuceneVersion.LUCENE_48, source));
        });
        var watch = Environment.CpuUsage.TotalTime;
        var count = 0;
        using (var writer = new IndexWriter(directory, new(LuceneVersion.LUCENE_48,
            analyzer)
        { RAMBufferSizeMB = 64 }))
        using (var rows = SqlReader.Open(archive, "SELECT Headline || char(10) || Body FROM Articles"))
            for (; rows.Read(); count++)
                writer.AddDocument([new TextField(Field, rows.String(0), global::Lucene.Net.Documents.Field.Store.NO),
                    new StoredField(Stored, rows.String(0))]);
        LuceneIndexing = count / (Environment.CpuUsage.TotalTime - watch).TotalSeconds;
        Do("BEGIN");
        using (var insert = fts.CreateCommand())
        using (var rows = SqlReader.Open(archive, "SELECT Id, Headline || char(10) || Body FROM Articles"))
        {
            insert.CommandText = "INSERT INTO Plain (rowid, Text) VALUES ($id, $text)";
            var (id, text) = (insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$text",
                SqliteType.Text));
            while (rows.Read())
            {
                (id.Value, text.Value) = (rows.Long(0), rows.String(1));
                insert.ExecuteNonQuery();
            }
        }
        Do("COMMIT");
        reader = DirectoryReader.Open(directory);
        searcher = new(reader);
    }

    /// <summary>Articles a CPU-second.</summary>
    public double LuceneIndexing { get; }

    /// <summary>Every word with the number of articles that hold it.</summary>
    public List<(string Word, long Articles)> Words()
    {
        List<(string, long)> words = [];
        using var rows = SqlReader.Open(fts, "SELECT term, doc FROM Words WHERE length(term) > 2");
        while (rows.Read())
            if (rows.String(0).All(char.IsAsciiLetter)) words.Add((rows.String(0), rows.Long(1)));
        return words;
    }

    /// <summary>The first ten by its own ranking, then a count.</summary>
    public void Fts5(string expression)
    {
        using (var rows = SqlReader.Open(fts,
            "SELECT rowid, rank FROM Plain WHERE Plain MATCH ? ORDER BY rank LIMIT 10", expression))
            while (rows.Read()) { }
        SqlReader.Number(fts, "SELECT count(*) FROM Plain WHERE Plain MATCH ?", expression);
    }

    /// <summary>The first ten with their texts, and the exact total.</summary>
    public void Lucene(PlainQuery query)
    {
        var hits = searcher.Search(Of(query), 10);
        foreach (var hit in hits.ScoreDocs) searcher.Doc(hit.Doc).Get(Stored,
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Query Of(PlainQuery query)
    {
        switch (query.Kind)
        {
            case PlainKind.Phrase:
                var phrase = new PhraseQuery();
                foreach (var word in query.Words) phrase.Add(new(Field, word));
                return phrase;
            case PlainKind.Beginning: return new PrefixQuery(new(Field, query.Words[0]));
            default:
                var joined = new BooleanQuery();
                foreach (var word in query.Words)
                    joined.Add(new TermQuery(new(Field, word)), query.Kind == PlainKind.All ? Occur.MUST
                        : Occur.SHOULD);
                return joined;
        }
    }

    private void Do(string sql)
    {
        using var command = fts.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
        fts.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}

internal enum PlainKind { All, Any, Phrase, Beginning }

/// <summary>A query that every engine knows.</summary>
internal sealed record PlainQuery(PlainKind Kind, IReadOnlyList<string> Words)
{
    /// <summary>As our search takes it.</summary>
    public string Ours => Kind switch
    {
        PlainKind.All => string.Join(' ', Words),
        PlainKind.Any => string.Join(" OR ", Words),
        PlainKind.Phrase => $"\"{string.Join(' ', Words)}\"",
        _ => Words[0] + "*",
    };

    public string Fts5 => Kind switch
    {
        PlainKind.All => string.Join(" AND ", Words.Select(Quoted)),
        PlainKind.Any => string.Join(" OR ", Words.Select(Quoted)),
        PlainKind.Phrase => Quoted(string.Join(' ', Words)),
        _ => Quoted(Words[0]) + "*",
    };

    private static string Quoted(string words) => $"\"{words}\"";
}

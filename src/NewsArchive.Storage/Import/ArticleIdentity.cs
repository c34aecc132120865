// Observation: a file of many documents is fetched again with new ones on top and old ones gone, so that a place in it
// says nothing; an article is corrected where it stands, so that its text says not all.
// Idea: a document is known by its declared id; else by its address, where no other document of the file has the same;
// else, where the file holds one document, by the file; else by its text. A text that is nearly the one that stood at
// the same place, and which is gone from the file, is that article corrected.
// Known failure: a document of a file of many without id and address that is corrected and moved at once is a new one.
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Import;

/// <summary>Which stored article a document is. Knows the files that one run has met.</summary>
internal sealed class ArticleIdentity
{
    /// <summary>Share of the words of the longer text that both must have to be one text, corrected.</summary>
    private const double NearlySame = 0.8;

    /// <summary>Short hashes of the ids and addresses that the run has met.</summary>
    private readonly HashSet<long> met = [];

    /// <summary>What the archive held of a file when the run came to it; null for one that it did not know.</summary>
    private (string Path, StoredFile? File) current;

    /// <summary>Articles of a file that are known by neither id nor address.</summary>
    private sealed record StoredFile(ILookup<int, StoredText> ByPlace, ILookup<string, StoredText> ByText);

    private sealed record StoredText(long Id, string Origin, int Ordinal, string TextHash, string? Url);

    /// <summary>For each article its origin, and the origin it is stored under where that is another one.</summary>
    public Dictionary<ReadyArticle, (string Origin, string? StoredAs)> Find(
        ArchiveDb db, IReadOnlyList<ReadyArticle> articles)
    {
        Dictionary<ReadyArticle, (string, string?)> found = new(ReferenceEqualityComparer.Instance);
        var addresses = articles.Where(a => a.Article.Document.Declared.Url is not null)
            .CountBy(a => (a.Article.Document.Path, a.Article.Document.Declared.Url)).ToDictionary();
        var present = articles.Select(a => (a.Article.Document.Path, a.TextHash)).ToHashSet();
        HashSet<string> taken = [];
        foreach (var article in articles)
        {
            var document = article.Article.Document;
            if (article.KnownOrigin is { } known) found[article] = (known, null);
            else if (document.Path == InputFiles.StandardInput) found[article] = ($"-#{article.ContentHash}", null);
            else
            {
                var path = Path.GetFullPath(document.Path);
                var isOnlyAddress = document.Declared.Url is { } url && addresses[(document.Path, url)] == 1;
                var origin = OriginOf(article, path, isOnlyAddress);
                var before = document.IsAlone ? null : Before(db, article, path, origin, present);
                if (before is not null && !taken.Add(before)) before = null;
                found[article] = (origin, before == origin ? null : before);
            }
        }
        return found;
    }

    private string OriginOf(ReadyArticle article, string path, bool isOnlyAddress)
    {
        var document = article.Article.Document;
        if (document.Declared.ExternalId is { } id && IsNew($"{path}#id:{id}")) return $"{path}#id:{id}";
        // What is alone in its file has the first place there, as it always had.
        if (document.IsAlone) return $"{path}#{document.Ordinal}";
        if (isOnlyAddress && IsNew($"{path}#url:{document.Declared.Url}"))
            return $"{path}#url:{document.Declared.Url}";
        var key = KeyOf(article.Article);
        var text = $"{path}#text:{key}";
        for (var copy = 2; !IsNew(text); copy++) text = $"{path}#text:{key}:{copy}";
        return text;
    }

    /// <summary>The words of headline and body, however few.</summary>
    private static string KeyOf(Article article) => ReadyArticle.Hash(Encoding.UTF8.GetBytes(
        string.Join(' ', [.. Words.Folded(article.Metadata.Headline.Value ?? ""), "", .. Words.Folded(article.Reading.Body)])));

    private bool IsNew(string origin) =>
        met.Add(BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(origin))));

    /// <summary>
    /// The origin of the stored article that a document of a file of many is, where it is stored under another: one
    /// from an archive that knew places only, the same text elsewhere in the file, or nearly the same in its place.
    /// </summary>
    private string? Before(
        ArchiveDb db, ReadyArticle article, string path, string origin, HashSet<(string Path, string Text)> present)
    {
        var document = article.Article.Document;
        bool IsBy(string kind) => origin.StartsWith($"{path}#{kind}:", StringComparison.Ordinal);
        if (IsBy("id")) return null;
        if (current.Path != path) current = (path, Load(db, path));
        if (current.File is not { } file) return null;
        var url = document.Declared.Url;
        var same = file.ByText[article.TextHash].ToList();
        if (same.Find(t => t.Origin == origin) is { } exact) return exact.Origin;
        if (same.Find(t => t.Url == url) is { } moved) return moved.Origin;
        foreach (var text in file.ByPlace[document.Ordinal])
        {
            if (IsBy("url"))
            {
                if (text.Url == url) return text.Origin;
                continue;
            }
            if (present.Contains((document.Path, text.TextHash)) || (text.Url is not null && text.Url != url)) continue;
            var stored = db.Articles.Where(a => a.Id == text.Id).Select(a => new { a.Headline, a.Body }).Single();
            if (IsCorrected(stored.Headline, stored.Body, article.Article)) return text.Origin;
        }
        return null;
    }

    /// <summary>
    /// By origins, which begin with the whole path, however it was given, and have an index: “$” comes after “#”.
    /// </summary>
    private static StoredFile? Load(ArchiveDb db, string path)
    {
        var connection = db.Database.GetDbConnection();
        List<StoredText> texts = [];
        using (var rows = SqlReader.Open(connection, "SELECT Id, Origin, Ordinal, TextHash, Url FROM Articles WHERE "
            + SqlEngine.Of(connection).IsBetween("Origin", "?1", "?2"), path + "#", path + "$"))
            while (rows.Read())
                if (!rows.String(1).StartsWith(path + "#id:", StringComparison.Ordinal))
                    texts.Add(new(rows.Long(0), rows.String(1), (int)rows.Long(2), rows.String(3), rows.StringOrNull(4)));
        return texts.Count == 0 ? null : new(texts.ToLookup(t => t.Ordinal), texts.ToLookup(t => t.TextHash));
    }

    /// <summary>
    /// Nearly all words in common, under the same headline or with the same figures: reports made to a form share
    /// nearly all words as well.
    /// </summary>
    private static bool IsCorrected(string? headline, string body, Article article)
    {
        var (before, after) = (Words.Folded(body), Words.Folded(article.Reading.Body));
        if (before.Count == 0 || after.Count == 0) return false;
        var counts = before.CountBy(w => w).ToDictionary();
        var common = after.CountBy(w => w).Sum(w => Math.Min(w.Value, counts.GetValueOrDefault(w.Key)));
        return common >= NearlySame * Math.Max(before.Count, after.Count)
            && (headline is not null && headline == article.Metadata.Headline.Value
                || Figures(before).SequenceEqual(Figures(after)));
    }

    private static IEnumerable<string> Figures(List<string> words) => words.Where(w => w.Any(char.IsDigit));
}

using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>A source among articles.</summary>
/// <param name="Source">Its number; <see cref="ArticleColumns.None"/> for unknown.</param>
/// <param name="First">Ticks of the earliest publication; 0 where none has a date. The latest: <paramref name="Last"/>.</param>
internal readonly record struct SourceCount(int Source, int Articles, long First, long Last);

/// <summary>
/// What searches filter, order and count by, of every article, in memory: some forty bytes each. Arrays go by the
/// article's id, in which there may be gaps.
/// </summary>
internal sealed class ArticleColumns
{
    /// <summary>Stands for “unknown” in <see cref="Source"/> and <see cref="Story"/>.</summary>
    public const int None = 0;

    private int[]? newest, newestTexts, days;
    private Timeline? times;
    private IReadOnlyList<SourceCount>? sources;

    private ArticleColumns(int size)
    {
        All = new(size);
        Published = new long[size];
        Source = new int[size];
        Story = new int[size];
        Original = new int[size];
        Length = new int[size];
        Language = new byte[size];
        Inferred = new(size);
        Copies = new(size);
    }

    /// <summary>One more than the highest id.</summary>
    public int Size => Published.Length;

    public int Count { get; private set; }
    public Bitmap All { get; }

    /// <summary>Ticks; 0 where there is no date.</summary>
    public long[] Published { get; }
    public int[] Source { get; }
    public int[] Story { get; }

    /// <summary>The article with the same text that came first; itself where there is none.</summary>
    public int[] Original { get; }

    /// <summary>Words of the body.</summary>
    public int[] Length { get; }

    /// <summary>Place in <see cref="Languages"/>.</summary>
    public byte[] Language { get; }

    /// <summary>Two-letter codes; the first stands for “unknown”.</summary>
    public List<string?> Languages { get; } = [null];

    /// <summary>Articles with the text of another.</summary>
    public Bitmap Copies { get; }

    /// <summary>Articles whose headline is inferred.</summary>
    public Bitmap Inferred { get; }
    private double AverageLength { get; set; } = 1;
    public long NewestDate { get; private set; }

    /// <summary>How long an article is, over the average, with a usual headline.</summary>
    public double RelativeLength(int id) =>
        (Ranking.UsualHeadline + Length[id]) / (Ranking.UsualHeadline + AverageLength);

    /// <summary>The rules by which the words of the articles have stems.</summary>
    public IEnumerable<Stemmer> Stemmers => Languages.Select(Stemmer.Of).OfType<Stemmer>().Distinct();

    /// <summary>Whether there may be articles whose language has no such rules.</summary>
    public bool IsUnstemmed => Languages.Exists(l => Stemmer.Of(l) is null);

    /// <summary>Every article, the newest first and those without a date last.</summary>
    public int[] Newest => newest ??= [.. All.Ids().OrderByDescending(id => Published[id]).ThenByDescending(id => id)];

    /// <summary>The same without copies of other articles.</summary>
    public int[] NewestTexts => newestTexts ??= [.. Newest.Where(id => Original[id] == id)];

    /// <summary>The articles of a set, the newest first: few are sorted, many are met soon on a walk through all.</summary>
    public IEnumerable<int> NewestOf(Bitmap set) => set.Count() < Count / 20
        ? set.Ids().OrderByDescending(id => Published[id]).ThenByDescending(id => id) : Newest.Where(id => set[id]);

    /// <summary>Those that came last into the archive and copy no other, the last first.</summary>
    public IEnumerable<int> LastTexts()
    {
        for (var id = Size - 1; id > 0; id--)
            if (All[id] && Original[id] == id) yield return id;
    }

    /// <summary>All articles over time.</summary>
    public Timeline Times => times ??= TimesOf(All);

    public Timeline TimesOf(Bitmap set)
    {
        var (counts, undated) = CountByDay(set);
        return Timeline.Of(counts, undated);
    }

    public (Dictionary<DateOnly, int> Days, int Undated) CountByDay(Bitmap set)
    {
        Dictionary<int, int> counts = [];
        var undated = 0;
        foreach (var id in set.Ids())
            if (Published[id] is > 0 and var at)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (int)(at / TimeSpan.TicksPerDay), out _)++;
            else undated++;
        return (counts.ToDictionary(d => DateOnly.FromDayNumber(d.Key), d => d.Value), undated);
    }

    /// <summary>The sources of all articles; <see cref="None"/> stands for unknown.</summary>
    public IReadOnlyList<SourceCount> Sources => sources ??= SourcesOf(All);

    /// <summary>The sources of a set, the most frequent first.</summary>
    public IReadOnlyList<SourceCount> SourcesOf(Bitmap set)
    {
        Dictionary<int, SourceCount> found = [];
        foreach (var id in set.Ids())
        {
            ref var source = ref CollectionsMarshal.GetValueRefOrAddDefault(found, Source[id], out _);
            var at = Published[id];
            source = new(Source[id], source.Articles + 1,
                at > 0 && (source.First == 0 || at < source.First) ? at : source.First, Math.Max(at, source.Last));
        }
        return [.. found.Values.OrderByDescending(s => s.Articles).ThenBy(s => s.Source)];
    }

    /// <summary>The days of all articles that have one, in order.</summary>
    public int[] Days => days ??= DaysOf(All);

    public int[] DaysOf(Bitmap set)
    {
        int[] found = [.. set.Ids().Where(id => Published[id] > 0).Select(id =>
            (int)(Published[id] / TimeSpan.TicksPerDay))];
        Array.Sort(found);
        return found;
    }

    public Bitmap Where(Func<int, bool> condition)
    {
        var fitting = new Bitmap(Size);
        foreach (var id in All.Ids())
            if (condition(id)) fitting.Add(id);
        return fitting;
    }

    public static ArticleColumns Load(DbConnection connection)
    {
        using var last = SqlReader.Open(connection, "SELECT coalesce(max(Id), 0) FROM Articles");
        last.Read();
        var columns = new ArticleColumns((int)last.Long(0) + 1);
        Dictionary<string, byte> languages = [];
        long words = 0;
        using var rows = SqlReader.Open(connection,
            "SELECT Id, Published, SourceId, Language, StoryId, CopyOfId, HeadlineStatus = 'Inferred', Words FROM "
            + "Articles ORDER BY Id");
        while (rows.Read())
        {
            var id = (int)rows.Long(0);
            if (id >= columns.Size) break;
            columns.All.Add(id);
            columns.Count++;
            columns.Published[id] = rows.Ticks(1);
            columns.Source[id] = (int)rows.Long(2);
            columns.Language[id] = rows.Text(3) is { Length: > 0 } language ? Place(language) : (byte)0;
            columns.Story[id] = (int)rows.Long(4);
            columns.Original[id] = rows.Long(5) is > 0 and var original ? (int)original : id;
            if (columns.Original[id] != id) columns.Copies.Add(id);
            if (rows.Long(6) != 0) columns.Inferred.Add(id);
            words += columns.Length[id] = (int)rows.Long(7);
            columns.NewestDate = Math.Max(columns.NewestDate, columns.Published[id]);
        }
        columns.AverageLength = columns.Count == 0 ? 1 : Math.Max(1, (double)words / columns.Count);
        return columns;

        byte Place(ReadOnlySpan<byte> code)
        {
            var language = Encoding.UTF8.GetString(code);
            if (languages.TryGetValue(language, out var place)) return place;
            if (columns.Languages.Count > byte.MaxValue) return 0;
            columns.Languages.Add(language);
            return languages[language] = (byte)(columns.Languages.Count - 1);
        }
    }
}

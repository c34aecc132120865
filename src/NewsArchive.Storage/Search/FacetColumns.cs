using System.Data.Common;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>Which entities and authors each article has, in memory, to count among hits.</summary>
internal sealed class FacetColumns
{
    private FacetColumns(Column entities, Column authors) => (Entities, Authors) = (entities, authors);

    public Column Entities { get; }
    public Column Authors { get; }

    public static FacetColumns Load(DbConnection connection) => new(
        Column.Load(connection, "SELECT ArticleId, EntityId FROM ArticleEntities ORDER BY ArticleId"),
        Column.Load(connection, "SELECT DISTINCT b.ArticleId, coalesce(a.ReplacedById, a.Id) FROM ArticleAuthors b "
            + "JOIN Authors a ON a.Id = b.AuthorId ORDER BY b.ArticleId"));

    /// <summary>
    /// Several values an article: those of article i stand from <c>starts[i]</c> to <c>starts[i + 1]</c>.
    /// </summary>
    public sealed class Column
    {
        private readonly List<int> starts = [0];
        private readonly List<int> values = [];
        private int highest;
        private int[]? totals;

        public static Column Load(DbConnection connection, string sql)
        {
            var column = new Column();
            using var rows = SqlReader.Open(connection, sql);
            while (rows.Read())
            {
                var article = (int)rows.Long(0);
                while (column.starts.Count <= article) column.starts.Add(column.values.Count);
                var value = (int)rows.Long(1);
                column.values.Add(value);
                column.highest = Math.Max(column.highest, value);
            }
            column.starts.Add(column.values.Count);
            return column;
        }

        public ReadOnlySpan<int> Of(int article) => article + 1 < starts.Count
            ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)[starts[article]..starts[article + 1]]
            : [];

        /// <summary>How many of all articles have each value; goes by the value's number.</summary>
        public int[] Totals
        {
            get
            {
                if (totals is not null) return totals;
                var counts = new int[highest + 1];
                foreach (var value in values) counts[value]++;
                return totals = counts;
            }
        }

        /// <summary>How many of the articles have each value; goes by the value's number.</summary>
        public int[] Count(Bitmap articles)
        {
            var counts = new int[highest + 1];
            foreach (var article in articles.Ids())
                foreach (var value in Of(article)) counts[value]++;
            return counts;
        }
    }
}

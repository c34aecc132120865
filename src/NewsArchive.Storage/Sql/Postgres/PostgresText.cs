using System.Globalization;
using System.Text;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>
/// The SQL that both databases share, in PostgreSQL's spelling. All names of the archive are in small letters there,
/// so that they need no quotes; LIKE, which never minds case in the embedded database, is ILIKE.
/// </summary>
internal static class PostgresText
{
    public static string Of(string sql)
    {
        var text = new StringBuilder(sql.Length + 16);
        var parameters = 0;
        for (var i = 0; i < sql.Length; i++)
        {
            var c = sql[i];
            if (c == '\'')
            {
                var end = sql.IndexOf('\'', i + 1);
                text.Append(sql, i, end - i + 1);
                i = end;
            }
            else if (c == '"')
            {
                var end = sql.IndexOf('"', i + 1);
                text.Append(sql[i..(end + 1)].ToLowerInvariant());
                i = end;
            }
            else if (c == '?')
            {
                var end = i + 1;
                while (end < sql.Length && char.IsAsciiDigit(sql[end])) end++;
                var number = end > i + 1 ? int.Parse(sql.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture)
                    : parameters + 1;
                parameters = Math.Max(parameters, number);
                text.Append('$').Append(number);
                i = end - 1;
            }
            else if (c == ' ' && string.CompareOrdinal(sql, i, " LIKE ", 0, 6) == 0)
            {
                text.Append(" ILIKE ");
                i += 5;
            }
            else if (c == '(' && i + 1 < sql.Length && sql[i + 1] == ')' && EndsWithIn(text))
            {
                // A list of nothing.
                text.Append("(SELECT NULL::bigint WHERE false)");
                i++;
            }
            else text.Append(c);
        }
        return text.ToString();
    }

    private static bool EndsWithIn(StringBuilder text) =>
        text.Length > 4 && text.ToString(text.Length - 4, 4) == " IN ";
}

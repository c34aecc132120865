using System.Text;

namespace NewsArchive.Storage.Sql;

/// <summary>Patterns of LIKE in which what a user typed stands for itself.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    /// <summary>Whatever holds the text.</summary>
    public static string Holding(string text) => "%" + Beginning(text);

    /// <summary>Whatever begins with the text.</summary>
    public static string Beginning(string text)
    {
        var pattern = new StringBuilder(text.Length + 1);
        foreach (var c in text)
        {
            if (c is '%' or '_' or '\\') pattern.Append(Escape[0]);
            pattern.Append(c);
        }
        return pattern.Append('%').ToString();
    }
}

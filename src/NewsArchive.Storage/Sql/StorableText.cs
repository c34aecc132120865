namespace NewsArchive.Storage.Sql;

/// <summary>Text as every database stores it.</summary>
internal static class StorableText
{
    /// <summary>The one character that PostgreSQL does not store, as the one that stands for what cannot be shown.</summary>
    public static string Of(string text) => text.Replace('\0', '\uFFFD');
}

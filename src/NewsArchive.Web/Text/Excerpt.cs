namespace NewsArchive.Web.Text;

/// <summary>The beginning of a text, cut between words.</summary>
internal static class Excerpt
{
    private const int Longest = 240;

    public static string Of(string text)
    {
        if (text.Length <= Longest) return text;
        var at = text.LastIndexOf(' ', Longest);
        return text[..(at > 0 ? at : Longest)] + " …";
    }
}

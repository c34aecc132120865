namespace NewsArchive.Web.Addresses;

/// <summary>Where a form leads back to: a page of this site, whatever was sent.</summary>
internal static class LocalAddress
{
    public static string Of(string? sent, string otherwise) =>
        sent is ['/', ..] and not ['/', '/' or '\\', ..] && !sent.Any(char.IsControl) && sent.Length < 2_000 ? sent : otherwise;
}

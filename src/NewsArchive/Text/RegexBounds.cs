using System.Runtime.CompilerServices;

namespace NewsArchive.Text;

/// <summary>
/// No pattern takes longer than this for one match. Generated patterns take the bound of the program at their first use, so
/// that it is set before any other code of this library runs. A text that meets it is read plainly.
/// </summary>
internal static class RegexBounds
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The bound must precede every pattern.")]
    internal static void Set() => AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", Most);
}

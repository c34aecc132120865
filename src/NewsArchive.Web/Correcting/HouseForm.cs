using System.Globalization;

namespace NewsArchive.Web.Correcting;

/// <summary>What is typed to correct a source or an author.</summary>
public sealed class HouseForm
{
    /// <summary>rename or merge.</summary>
    public string? Act { get; set; }
    public string? Name { get; set; }

    /// <summary>A number, or a name in whatever case.</summary>
    public string? Into { get; set; }

    /// <returns>0 where there is none of that name.</returns>
    public long NumberIn(IEnumerable<(long Id, string Name)> known) =>
        long.TryParse(Into, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : known.FirstOrDefault(k => k.Name.Equals(Into?.Trim(), StringComparison.OrdinalIgnoreCase)).Id;
}

using System.Text;
using System.Text.Json;

namespace NewsArchive.Formats;

/// <summary>A line that this program exported: no document to be read, but what was read of one.</summary>
/// <param name="Place">In words, for failures, with a colon; empty where there is but one.</param>
public sealed record ExportedLine(byte[] Json, int Version, string Place)
{
    private const string Mark = "newsarchive";

    /// <summary>How a line of an export begins.</summary>
    internal static ReadOnlySpan<byte> Beginning => "{\"newsarchive\":"u8;

    /// <summary>
    /// A line holds a document several times: its bytes, its lines and its text. It may be so many times as long.
    /// </summary>
    internal const int Longer = 8;

    /// <returns>Null for what no archive exported.</returns>
    internal static ExportedLine? Of(JsonElement json, string place) =>
        json.TryGetProperty(Mark,
            out var mark) && mark.ValueKind == JsonValueKind.Number && mark.TryGetInt32(out var version)
            ? new(Encoding.UTF8.GetBytes(json.GetRawText()), version, place) : null;
}

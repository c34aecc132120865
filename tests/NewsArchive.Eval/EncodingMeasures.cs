using System.Text;
using System.Text.Json;
using NewsArchive.Decoding;

namespace NewsArchive.Eval;

internal static class EncodingMeasures
{
    /// <summary>
    /// Files whose decoded text is what their labelled encoding gives, of those longer than 200 bytes.
    /// </summary>
    public static IEnumerable<Score> Detect()
    {
        var files = DataSets.Files("repair/encoding-detect.tar.gz");
        var root = files.Keys.First(k => k.EndsWith("files.jsonl", StringComparison.Ordinal))[..^"files.jsonl".Length];
        int all = 0, right = 0;
        foreach (var line in Encoding.UTF8.GetString(files[root + "files.jsonl"])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var item = JsonDocument.Parse(line).RootElement;
            var (file, label) = (item.GetProperty("file").GetString()!, item.GetProperty("label").GetString()!);
            if (!files.TryGetValue(root + file, out var bytes) || bytes.Length <= 200
                || TruthOf(label, bytes) is not { } truth) continue;
            all++;
            var got = TextDecoder.DecodeAny(bytes);
            if (got.Text.TrimStart('\uFEFF') == truth.TrimStart('\uFEFF')) right++;
            else RepairMeasures.Verbose($"{file}: {got.Encoding}, not {label}");
        }
        yield return new("decoding.encoding-detect", (double)right / all, $"{right} of {all} files over 200 bytes");
    }

    private static string? TruthOf(string label, byte[] bytes)
    {
        var name = label.ToLowerInvariant().Split(' ')[0];
        name = name switch
        {
            "maccyrillic" => "x-mac-cyrillic",
            "macroman" => "macintosh",
            "cp932" or "shift-jis" => "shift_jis",
            "cp949" => "ks_c_5601-1987",
            "gb2312" => "gb18030",
            "tis-620" or "iso-8859-11" => "windows-874",
            "utf-8-sig" or "ascii" => "utf-8",
            "utf-16" when bytes is [0xFE, 0xFF, ..] => "utf-16be",
            "utf-32" when bytes is [0x00, 0x00, 0xFE, 0xFF, ..] => "utf-32be",
            "iso-8859-1" => "windows-1252",
            _ when name.StartsWith("iso-8859-", StringComparison.Ordinal) => string.Join('-', name.Split('-').Take(3)),
            _ when name.StartsWith("windows-", StringComparison.Ordinal) => string.Join('-', name.Split('-').Take(2)),
            _ => name,
        };
        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name))
                .GetString(bytes);
        }
        catch (ArgumentException)
        {
            RepairMeasures.Verbose($"no decoder for {label}");
            return null;
        }
    }
}

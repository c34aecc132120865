// Observation: most broken lines were broken as a whole, so that every character of theirs fits the one code page.
// Idea: write the line back into the bytes of that page and read them as UTF-8. Bytes that tools lose on the way are
// allowed for: a no-break space that became a plain one, a byte replaced by U+FFFD or a question mark, surrogates
// written one by one (CESU-8). The result is taken where its letters are likelier in some language than the letters
// that stood there.
// Known failure: a line of a few signs, under which no language's letters decide.
using System.Text;

namespace NewsArchive.Decoding;

internal static class WholeLineRepair
{
    /// <summary>By how much, in log-probability, the repaired letters must be likelier.</summary>
    private const double Margin = 4;

    private const int Lost = -2;

    /// <summary>The repaired line with its steps, or null where no page explains the whole of it.</summary>
    public static (string Line, List<RepairStep> Steps)? Repair(string line, int number)
    {
        (string, List<RepairStep>)? best = null;
        var bestScore = double.NegativeInfinity;
        foreach (var page in SloppyCodePage.All)
        {
            if (Decode(line, number, page) is not { } decoded) continue;
            if (double.IsNegativeInfinity(bestScore)) bestScore = CodePageDetection.Score(line) + Margin;
            var score = CodePageDetection.Score(decoded.Line) - (page.IsRare ? Margin / 2 : 0);
            if (score > bestScore) (best, bestScore) = (decoded, score);
        }
        return best;
    }

    private static (string Line, List<RepairStep> Steps)? Decode(string line, int number, SloppyCodePage page)
    {
        StringBuilder? result = null;
        List<RepairStep> steps = [];
        for (var i = 0; i < line.Length; i++)
        {
            var lead = page[line[i]];
            if (lead < 0x80)
            {
                if (lead < 0 && line[i] != '\uFFFD') return null;
                result?.Append(line[i]);
                continue;
            }
            if (Sequence(line, i, page) is not { } sequence) return null;
            result ??= new(line, 0, i, line.Length);
            result.Append(sequence.Text);
            steps.Add(new(number, i,
                sequence.IsLossy ? $"UTF-8 read as {page.Name}, a byte lost" : $"UTF-8 read as {page.Name}",
                line.Substring(i, sequence.Length), sequence.Text));
            i += sequence.Length - 1;
        }
        return result is null || !IsProof(line, steps, page) ? null : (result.ToString(), steps);
    }

    /// <summary>
    /// One sequence may be chance: then it must give a letter where letters stood, and a capital at the end of a word
    /// in capitals is writing. Lost bytes prove nothing by themselves.
    /// </summary>
    private static bool IsProof(string line, List<RepairStep> steps, SloppyCodePage page)
    {
        var whole = steps.FindAll(s => !s.Before.EndsWith(' ') && s.After != "\uFFFD");
        if (whole.Count > 1) return true;
        if (whole.Count == 0)
            return steps.Count > 0 && steps[0] is { Before: "Ã " } && steps[0].Start > 0
                && char.IsLower(line[steps[0].Start - 1]);
        var (step, first) = (whole[0], whole[0].Before[0]);
        var isLetter = Rune.IsLetter(Rune.GetRuneAt(step.After, 0));
        if (!isLetter && (page.IsRare || step.Before.All(char.IsLetter))) return false;
        var before = step.Start > 0 ? line[step.Start - 1] : ' ';
        return !(char.IsUpper(before) && char.IsUpper(first)) || step.Before.Length > 2;
    }

    private static (string Text, int Length, bool IsLossy)? Sequence(string line, int start, SloppyCodePage page)
    {
        var lead = page[line[start]];
        var length = lead switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 0
        };
        if (length == 0) return null;
        Span<byte> bytes = stackalloc byte[6];
        bytes[0] = (byte)lead;
        if (lead == 0xC3 && start + 1 < line.Length && line[start + 1] == ' ')
            return (LostSpace(line, start), 2, false);
        var lossy = false;
        var restored = false;
        for (var n = 1; n < length; n++)
        {
            if (start + n >= line.Length) return null;
            var value = Continuation(line[start + n], page, n, length);
            if (value == -1) return null;
            if (value == Lost) lossy = true;
            else if (line[start + n] == ' ') restored = true;
            bytes[n] = (byte)Math.Max(value, 0x80);
        }
        if (lossy) return ("\uFFFD", length, true);
        if (lead == 0xED && bytes[1] >= 0xA0) return Surrogates(line, start, page, bytes);
        if (Rune.DecodeFromUtf8(bytes[..length], out var rune, out _) != System.Buffers.OperationStatus.Done
            || !(MojibakeRepair.IsTextual(rune) || rune.Value is >= 0x80 and < 0xA0)) return null;
        // A plain space is only a lost no-break space where a letter of a script comes of it.
        return restored && !Rune.IsLetter(rune)
            && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.OtherSymbol
            ? null : (rune.ToString(), length, false);
    }

    /// <summary>The byte of a continuation, <see cref="Lost"/> for one that was replaced, -1 for none.</summary>
    private static int Continuation(char c, SloppyCodePage page, int place, int length)
    {
        if (c == '\uFFFD' || (c == '?' && place == length - 1 && length > 2)) return Lost;
        if (c == ' ') return 0xA0;
        return page[c] is >= 0x80 and <= 0xBF and var value ? value : -1;
    }

    private static (string, int, bool)? Surrogates(string line, int start, SloppyCodePage page, Span<byte> bytes)
    {
        for (var n = 3; n < 6; n++)
        {
            if (start + n >= line.Length) return null;
            var value = n == 3 ? page[line[start + n]] : Continuation(line[start + n], page, n, 6);
            if (value < 0x80) return null;
            bytes[n] = (byte)value;
        }
        var (high, low) = ((char)(0xD000 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F)),
            (char)(0xD000 | (bytes[4] & 0x3F) << 6 | (bytes[5] & 0x3F)));
        return bytes[3] == 0xED && char.IsSurrogatePair(high, low) ? (string.Concat(high, low), 6, false) : null;
    }

    /// <summary>
    /// “à” lost the no-break space that is its second byte: “voilÃ le” and “com Ã s” lost it to a plain space, which
    /// may have stood for itself as well.
    /// </summary>
    private static string LostSpace(string line, int start) => !GoesOn(line, start + 2) ? "à " : "à";

    /// <summary>Portuguese “às”, “àquele”: the word goes on after the byte that was lost.</summary>
    private static bool GoesOn(string line, int at)
    {
        var rest = line.AsSpan(at);
        return rest.StartsWith("s ") || rest.StartsWith("quel") || rest.StartsWith(" ");
    }
}

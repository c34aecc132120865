// Observation: UTF-8 read as an 8-bit code page leaves tell-tale sequences (â€™, Ã©, ย + no-break space) and often only
// in places: pages are stitched from parts, so one line holds broken dashes beside healthy curly quotes.
// Idea: repair sequence by sequence, not file by file. Under each code page a sequence is a run of characters whose
// bytes are one valid UTF-8 character. It is undone only where the run is implausible as text: symbols inside words,
// capitals after lower case, a lone letter of another script. Repeated until nothing changes, for text broken twice.
// Known failure: a lone sequence that is also plausible writing (“É»” at the end of a word in capitals) stays as it is.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NewsArchive.Decoding;

internal static class MojibakeRepair
{
    /// <summary>Text broken more often than this has not been seen.</summary>
    private const int MaxLayers = 4;

    public static RepairedText Repair(string text)
    {
        var lines = RepairedText.SplitLines(text);
        var steps = ImmutableArray.CreateBuilder<RepairStep>();
        var repaired = ImmutableArray.CreateBuilder<string>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
            repaired.Add(RepairLine(lines[i], i + 1, steps));
        return new(repaired.ToImmutable(), steps.ToImmutable());
    }

    private static string RepairLine(string line, int number, ImmutableArray<RepairStep>.Builder steps)
    {
        for (var layer = 0; layer < MaxLayers && !Ascii.IsValid(line); layer++)
        {
            if (WholeLineRepair.Repair(line, number) is { } whole)
            {
                steps.AddRange(whole.Steps);
                line = whole.Line;
                continue;
            }
            var next = OneLayer(line, number, steps);
            if (next is null) break;
            line = next;
        }
        return line;
    }

    /// <summary>
    /// The closing quotation mark ends in byte 9D, for which windows-1252 has no character, so that tools drop it and
    /// “â€” is all that is left.
    /// </summary>
    private static string? LostQuote(string line, int number, ImmutableArray<RepairStep>.Builder steps)
    {
        const string Rest = "â€";
        if (!line.Contains(Rest, StringComparison.Ordinal)) return null;
        for (var at = line.IndexOf(Rest, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Rest, at + 1,
            StringComparison.Ordinal))
        {
            steps.Add(new(number, at, "UTF-8 read as windows-1252, its last byte lost", Rest, "”"));
            line = string.Concat(line.AsSpan(0, at), "”", line.AsSpan(at + Rest.Length));
        }
        return line;
    }

    /// <summary>“à” ends in a no-break space, which tools turn into a plain one or drop: “voilÃ le travail”.</summary>
    private static string? LostSpace(string line, int number, ImmutableArray<RepairStep>.Builder steps)
    {
        for (var at = line.IndexOf("Ã ", StringComparison.Ordinal); at >= 0; at = line.IndexOf("Ã ", at + 1,
            StringComparison.Ordinal))
        {
            var insideWord = at > 0 && char.IsLower(line[at - 1]);
            if (!insideWord && !steps.Any(s => s.Line == number)) continue;
            steps.Add(new(number, at, "UTF-8 read as windows-1252, its no-break space lost", "Ã ", "à "));
            return string.Concat(line.AsSpan(0, at), "à ", line.AsSpan(at + 2));
        }
        return null;
    }

    /// <summary>
    /// Control characters 80–9F are never text; read as windows-1252 they are quotation marks, dashes and the like.
    /// </summary>
    private static string? Controls(string line, int number, ImmutableArray<RepairStep>.Builder steps)
    {
        var at = line.AsSpan().IndexOfAnyInRange('\u0080', '\u009F');
        if (at < 0) return null;
        var result = new StringBuilder(line);
        for (; at < line.Length; at++)
        {
            if (line[at] is < '\u0080' or > '\u009F' || SloppyCodePage.Windows1252((byte)line[at]) is not { } meant)
                continue;
            steps.Add(new(number, at, "windows-1252 read as latin-1", line[at].ToString(), meant.ToString()));
            result[at] = meant;
        }
        return result.ToString() is var repaired && repaired == line ? null : repaired;
    }

    private sealed record Sequence(int Start, int Length, Rune Rune);

    /// <summary>Undoes the code page that explains most of the line, or returns null when none does.</summary>
    private static string? OneLayer(string line, int number, ImmutableArray<RepairStep>.Builder steps)
    {
        SloppyCodePage? best = null;
        List<Sequence> bestSequences = [];
        var bestCovered = 0;
        foreach (var page in SloppyCodePage.All)
        {
            var sequences = Plausible(line, page, Sequences(line, page));
            var covered = sequences.Sum(s => s.Length);
            if (covered > bestCovered)
                (best, bestSequences, bestCovered) = (page, sequences, covered);
        }
        if (best is null)
            return LostQuote(line, number, steps) ?? LostSpace(line, number, steps) ?? Controls(line, number, steps);

        var result = new StringBuilder(line.Length);
        var at = 0;
        foreach (var sequence in bestSequences)
        {
            result.Append(line, at, sequence.Start - at).Append(sequence.Rune.ToString());
            steps.Add(new(number, sequence.Start, $"UTF-8 read as {best.Name}",
                line.Substring(sequence.Start, sequence.Length), sequence.Rune.ToString()));
            at = sequence.Start + sequence.Length;
        }
        return result.Append(line, at, line.Length - at).ToString();
    }

    private static List<Sequence> Sequences(string line, SloppyCodePage page)
    {
        List<Sequence> found = [];
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] < 0x80) continue;
            var lead = page[line[i]];
            var length = lead switch
            {
                >= 0xC2 and <= 0xDF => 2,
                >= 0xE0 and <= 0xEF => 3,
                >= 0xF0 and <= 0xF4 => 4,
                _ => 0
            };
            if (length == 0 || i + length > line.Length) continue;
            bytes[0] = (byte)lead;
            var n = 1;
            while (n < length && page[line[i + n]] is >= 0x80 and <= 0xBF)
                bytes[n] = (byte)page[line[i + n++]];
            if (n < length && line[i + n] == '\uFFFD')
            {
                // A byte without a character was replaced: what it was part of is lost, and says so.
                found.Add(new(i, n + 1, new Rune('\uFFFD')));
                i += n;
                continue;
            }
            if (n < length
                || Rune.DecodeFromUtf8(bytes[..length], out var rune, out _) != System.Buffers.OperationStatus.Done)
                continue;
            found.Add(new(i, length, rune));
            i += length - 1;
        }
        return found;
    }

    private static List<Sequence> Plausible(string line, SloppyCodePage page, List<Sequence> sequences)
    {
        if (sequences.Count == 0) return sequences;
        if (page.LeadsAreOrdinaryLetters && !OnlyBrokenLettersOfItsScript(line, page, sequences)) return [];
        // Losses prove nothing by themselves, and a page under which most sequences are no text is the wrong one.
        var whole = sequences.Where(s => s.Rune.Value != 0xFFFD || s.Length == 3 && line[s.Start + 2] != '\uFFFD')
            .ToList();
        if (whole.Count == 0 || whole.Count(s => IsTextual(s.Rune)) * 2 <= whole.Count) return [];
        if (page.LeadsAreOrdinaryLetters
            && whole.Exists(s => s.Rune.Value is >= 0x02B0 and < 0x0300 or 0xB2 or 0xB3 or 0xB9)) return [];
        if (page.IsRare && sequences.TrueForAll(s => IsOfAnotherScript(s.Rune)) && IsLatinAround(line, sequences)) return [];
        return sequences.FindAll(s =>
            IsTextual(s.Rune) && (page.LeadsAreOrdinaryLetters || Implausible(line, s, sequences.Count)));
    }

    private static bool IsOfAnotherScript(Rune rune) => rune.Value is > 0x024F and < 0x1E00;

    /// <summary>“l’été” in Mac Roman would hold an Armenian letter: a word in Latin letters holds none.</summary>
    private static bool IsLatinAround(string line, List<Sequence> sequences) =>
        sequences.Count == 1 || line.Count(char.IsAsciiLetter) > sequences.Sum(s => s.Length);

    /// <summary>
    /// Thai, Cyrillic and Greek letters are everyday text. They are mojibake only where nearly every one of them is
    /// part of a sequence: one healthy word of the script in the line and the line is left alone.
    /// </summary>
    private static bool OnlyBrokenLettersOfItsScript(string line, SloppyCodePage page, List<Sequence> sequences)
    {
        var inside = new bool[line.Length];
        foreach (var s in sequences)
            inside.AsSpan(s.Start, s.Length).Fill(true);
        int broken = 0, healthy = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] < 0x370 || !char.IsLetter(line[i]) || page[line[i]] < 0) continue;
            if (inside[i]) broken++; else healthy++;
        }
        return broken > 0 && healthy * 10 <= broken;
    }

    /// <summary>True where the characters, read as they stand, are no plausible writing.</summary>
    private static bool Implausible(string line, Sequence s, int count)
    {
        var run = line.AsSpan(s.Start, s.Length);
        var before = s.Start > 0 ? line[s.Start - 1] : ' ';
        var after = s.Start + s.Length < line.Length ? line[s.Start + s.Length] : ' ';
        foreach (var c in run[1..])
            if (c is >= '\u0080' and < '\u00A0') return true;                 // a control character is never text
        if (run[^1] == '\uFFFD') return true;
        // “Brontë…”: an accented letter at the end of a word, then punctuation.
        if (s.Length >= 3 && count == 1 && s.Rune.Value >= 0x2E80 && char.IsLower(before) && char.IsLower(run[0]))
            return false;
        if (s.Length >= 3) return !AllLettersOfOneCase(run) && !(count == 1 && AllLetters(run) && s.Rune.Value > 0xFF);
        if (run[0] is 'Ã' or 'Â' or 'Å' or 'Ä' or 'Ð' or 'Ñ' && !char.IsLetter(run[1]))
        {
            // Â before a space or a sign, Ã before a sign: hardly ever writing, unless a word in capitals ends here.
            if (run[1] is '’' or '‘' or '“' or '”' && !char.IsLetter(before)) return false;
            return run[0] is 'Â'
                || (char.IsLetter(before)
                && ((char.IsLetter(after) && run[1] != '\u00A0' && run[1] != '£')
                || (run[0] == 'Ã' && run[1] is '™' or '‡' or '†' or '‰' or 'ˆ'))) || char.IsLower(before)
                || char.IsLower(after) || (count > 1 && !char.IsUpper(before));
        }
        if (run is "Ãœ" or "Ã\u0178" or "Ã\u0160")
            return true;              // Ü, ß, Ê: a capital A with tilde stands before no such letter
        if (char.IsLower(before) && char.IsUpper(run[0])) return true;         // cafÃ©, ZĂ¼rich
        if (!char.IsLetter(run[1]) && char.IsLower(after) && (char.IsLetter(before) || char.IsUpper(run[0])))
            return true;
        return count > 2 && !AllLettersOfOneCase(run) && !char.IsUpper(before);
    }

    private static bool AllLetters(ReadOnlySpan<char> run)
    {
        foreach (var c in run)
            if (!char.IsLetter(c)) return false;
        return true;
    }

    private static bool AllLettersOfOneCase(ReadOnlySpan<char> run)
    {
        foreach (var c in run)
            if (!char.IsLetter(c) || char.IsUpper(c) != char.IsUpper(run[0])) return false;
        return true;
    }

    /// <summary>
    /// Characters that news text contains: letters, marks, signs, punctuation and emoji, not private or unassigned
    /// ones.
    /// </summary>
    internal static bool IsTextual(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => false,
        UnicodeCategory.Control => false,
        // Phonetic letters, circled letters, long s, Komi: in news a sign of a wrong guess.
        _ => rune.Value
            is not (>= 0x0250 and < 0x02B0 or >= 0x1D00 and < 0x1DC0 or >= 0x2460 and < 0x2500 or 0x017F
            or >= 0x0500 and < 0x0530),
    };
}

namespace NewsArchive.Entities;

/// <summary>
/// The features of a word in its sentence and document, as 32-bit hashes: words, shapes and affixes around it, word
/// clusters, known names, and what the rest of the document tells of it.
/// </summary>
internal static class TokenFeatures
{
    private static uint Mix(uint template, uint a, uint b = 0)
    {
        var hash = (template + 1) * 0x9E3779B1u;
        hash = (hash ^ a) * 0x85EBCA6Bu;
        hash ^= hash >> 15;
        hash = (hash ^ b) * 0xC2B2AE35u;
        return hash ^ (hash >> 13);
    }

    /// <summary>Places around a word at which its neighbours count by themselves.</summary>
    public const int Reach = 2;

    /// <summary>All features of a word.</summary>
    public static void Of(TaggedSentence sentence, int at, List<uint> features)
    {
        for (var offset = -Reach; offset <= Reach; offset++) OfForm(FormAt(sentence, at + offset), offset, features);
        InContext(sentence, at, features);
    }

    public static WordForm FormAt(TaggedSentence sentence, int at) =>
        at < 0 || at >= sentence.Forms.Length ? WordForm.Outside : sentence.Forms[at];

    /// <summary>
    /// Features that a word gives to the one <paramref name="offset"/> places before it, whatever stands around: they
    /// are summed up once a word.
    /// </summary>
    public static void OfForm(WordForm form, int offset, List<uint> features)
    {
        void Add(uint template, uint a, uint b = 0) => features.Add(Mix(template, a, b));

        switch (offset)
        {
            case 0:
                Add(0, 0);
                Add(1, form.Word);
                Add(9, form.Shape);
                for (var i = 0; i < form.Prefixes.Length; i++) Add(30 + (uint)i, form.Prefixes[i]);
                for (var i = 0; i < form.Suffixes.Length; i++) Add(36 + (uint)i, form.Suffixes[i]);
                for (var i = 1; i < form.Suffixes.Length; i++) Add(41 + (uint)i, form.Suffixes[i], form.ShortShape);
                Add(82, form.Cluster.C1024, form.ShortShape);
                break;
            case -1 or 1:
                Add(offset < 0 ? 2u : 3, form.Word);
                Add(offset < 0 ? 10u : 11, form.Shape);
                if (form.Suffixes.Length >= 3) Add(offset < 0 ? 48u : 49, form.Suffixes[2]);
                break;
            default:
                Add(offset < 0 ? 4u : 5, form.Word);
                break;
        }
        if (form.Cluster.C2048 == 0) return;
        var template = (uint)(50 + 5 * (offset + Reach));
        Add(template, form.Cluster.C64);
        Add(template + 1, form.Cluster.C256);
        Add(template + 2, form.Cluster.C1024);
        Add(template + 3, form.Cluster.C2048);
    }

    /// <summary>Features that more than one word has a part in, and those of known names and of the document.</summary>
    public static void InContext(TaggedSentence sentence, int at, List<uint> features)
    {
        void Add(uint template, uint a, uint b = 0) => features.Add(Mix(template, a, b));

        var (before2, before, own, after, after2) = (FormAt(sentence, at - 2), FormAt(sentence, at - 1),
            FormAt(sentence, at), FormAt(sentence, at + 1), FormAt(sentence, at + 2));
        var start = at == 0 ? 1u : 0;
        Add(6, before.Word, own.Word);
        Add(7, own.Word, after.Word);
        Add(8, before.Word, after.Word);
        Add(12, own.ShortShape, start);
        Add(13, before.ShortShape, own.ShortShape);
        Add(14, own.ShortShape, after.ShortShape);
        Add(15, Mix(1, before.ShortShape, own.ShortShape), after.ShortShape);
        Add(16, Mix(2, before2.ShortShape, before.ShortShape), own.ShortShape);
        Add(17, Mix(3, own.ShortShape, after.ShortShape), after2.ShortShape);
        Add(18, own.ShortShape, before.Word);
        Add(19, own.ShortShape, after.Word);
        Add(20, (uint)sentence.Casing, own.ShortShape);
        Add(80, before.Cluster.C256, own.Cluster.C256);
        Add(81, own.Cluster.C256, after.Cluster.C256);
        Add(83, own.Cluster.C256, Mix(4, own.ShortShape, start));
        Add(84, Mix(5, before.Cluster.C64, own.Cluster.C64), after.Cluster.C64);
        Add(85, before.Cluster.C256, own.ShortShape);
        Add(86, after.Cluster.C256, own.ShortShape);
        Add(87, Mix(6, before2.Cluster.C64, before.Cluster.C64), own.ShortShape);
        Add(88, Mix(7, after.Cluster.C64, after2.Cluster.C64), own.ShortShape);
        Add(89, before.Word, own.Cluster.C256);
        Add(90, after.Word, own.Cluster.C256);

        var known = sentence.Known;
        for (var offset = -1; offset <= 1; offset++)
        {
            if (at + offset < 0 || at + offset >= known.Length) continue;
            for (var bits = (uint)known[at + offset]; bits != 0; bits &= bits - 1)
                Add((uint)(100 + 12 * (offset + 1) + System.Numerics.BitOperations.TrailingZeroCount(bits)),
                    own.IsCapitalised ? 1u : 0);
        }
        Add(140, (uint)known[at], own.ShortShape);
        Add(141, (uint)known[at], at + 1 < known.Length ? (uint)known[at + 1] : WordForm.Outside.Word);

        if (!own.HasLetter) return;
        var seen = sentence.InDocument[at];
        var status = (uint)seen.Status;
        Add(150, status, own.ShortShape);
        Add(151, status, Mix(8, own.ShortShape, start + 2 * (uint)sentence.Casing));
        if (seen.RunLength < 2) return;
        var (first, last) = (seen.RunFirst!, seen.RunLast!);
        Add(160, first.Word);
        Add(161, last.Word);
        Add(162, first.Cluster.C256, last.Word == own.Word ? 1u : 0);
        Add(163, first.Cluster.C1024, last.Word == own.Word ? 1u : 0);
        Add(164, (uint)Math.Min(4, seen.RunLength), first.Word == own.Word ? 1u : last.Word == own.Word ? 2u : 0);
    }
}

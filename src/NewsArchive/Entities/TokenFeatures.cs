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

    private const uint Outside = 7;

    public static void Of(TaggedDocument document, TaggedSentence sentence, int at, List<uint> features)
    {
        var forms = sentence.Forms;
        var own = forms[at];
        uint Word(int i) => i < 0 || i >= forms.Length ? Outside : forms[i].Word;
        uint Shape(int i) => i < 0 || i >= forms.Length ? Outside : forms[i].Shape;
        uint Short(int i) => i < 0 || i >= forms.Length ? Outside : forms[i].ShortShape;
        WordCluster Cluster(int i) => i < 0 || i >= forms.Length ? default : forms[i].Cluster;
        uint template = 0;
        void Add(uint a, uint b = 0) => features.Add(Mix(template++, a, b));

        var start = at == 0 ? 1u : 0;
        Add(0);
        Add(Word(at));
        Add(Word(at - 1));
        Add(Word(at + 1));
        Add(Word(at - 2));
        Add(Word(at + 2));
        Add(Word(at - 1), Word(at));
        Add(Word(at), Word(at + 1));
        Add(Word(at - 1), Word(at + 1));
        Add(Shape(at));
        Add(Shape(at - 1));
        Add(Shape(at + 1));
        Add(Short(at), start);
        Add(Short(at - 1), Short(at));
        Add(Short(at), Short(at + 1));
        Add(Mix(1, Short(at - 1), Short(at)), Short(at + 1));
        Add(Mix(2, Short(at - 2), Short(at - 1)), Short(at));
        Add(Mix(3, Short(at), Short(at + 1)), Short(at + 2));
        Add(Short(at), Word(at - 1));
        Add(Short(at), Word(at + 1));
        Add((uint)sentence.Casing, Short(at));
        template = 30;
        foreach (var prefix in own.Prefixes) Add(prefix);
        template = 36;
        foreach (var suffix in own.Suffixes) Add(suffix);
        template = 42;
        foreach (var suffix in own.Suffixes.Skip(1)) Add(suffix, own.ShortShape);
        template = 48;
        if (at > 0 && forms[at - 1].Suffixes.Length >= 3) Add(forms[at - 1].Suffixes[2]);
        template = 49;
        if (at + 1 < forms.Length && forms[at + 1].Suffixes.Length >= 3) Add(forms[at + 1].Suffixes[2]);

        for (var offset = -2; offset <= 2; offset++)
        {
            template = (uint)(50 + 5 * (offset + 2));
            var cluster = Cluster(at + offset);
            if (cluster.C2048 == 0) continue;
            Add(cluster.C64);
            Add(cluster.C256);
            Add(cluster.C1024);
            Add(cluster.C2048);
        }
        template = 80;
        Add(Cluster(at - 1).C256, Cluster(at).C256);
        Add(Cluster(at).C256, Cluster(at + 1).C256);
        Add(Cluster(at).C1024, own.ShortShape);
        Add(Cluster(at).C256, Mix(4, own.ShortShape, start));
        Add(Mix(5, Cluster(at - 1).C64, Cluster(at).C64), Cluster(at + 1).C64);
        Add(Cluster(at - 1).C256, own.ShortShape);
        Add(Cluster(at + 1).C256, own.ShortShape);
        Add(Mix(6, Cluster(at - 2).C64, Cluster(at - 1).C64), own.ShortShape);
        Add(Mix(7, Cluster(at + 1).C64, Cluster(at + 2).C64), own.ShortShape);
        Add(Word(at - 1), Cluster(at).C256);
        Add(Word(at + 1), Cluster(at).C256);

        template = 100;
        for (var offset = -1; offset <= 1; offset++)
        {
            template = (uint)(100 + 12 * (offset + 1));
            if (at + offset < 0 || at + offset >= forms.Length) continue;
            var bits = (uint)sentence.Known[at + offset];
            for (var bit = 0; bit < 9; bit++)
                if ((bits >> bit & 1) != 0) features.Add(Mix(template + (uint)bit, own.IsCapitalised ? 1u : 0));
        }
        template = 140;
        Add((uint)sentence.Known[at], own.ShortShape);
        Add((uint)sentence.Known[at], at + 1 < forms.Length ? (uint)sentence.Known[at + 1] : Outside);

        if (!own.HasLetter) return;
        template = 150;
        var status = (uint)document.StatusOf(own);
        Add(status, own.ShortShape);
        Add(status, Mix(8, own.ShortShape, start + 2 * (uint)sentence.Casing));
        var run = document.RunOf(own);
        if (run.Length < 2) return;
        template = 160;
        Add(run.First);
        Add(run.Last);
        Add(run.FirstCluster.C256, run.Last == own.Word ? 1u : 0);
        Add(run.FirstCluster.C1024, run.Last == own.Word ? 1u : 0);
        Add((uint)Math.Min(4, run.Length), run.First == own.Word ? 1u : run.Last == own.Word ? 2u : 0);
    }
}

namespace NewsArchive.Lines;

/// <summary>
/// What speaks for and against a paragraph being part of the article, as numbers of about the size of one.
/// </summary>
internal static class BoundsFeatures
{
    public static readonly string[] Names =
    [
        "always", "length", "ends as a sentence does", "is running text", "share of words in lower case",
        "capitals at the start of words", "sentences",
        "speaks to its reader", "speaks of itself", "has quotation marks", "ends with a colon", "holds a date",
        "length of the line before", "length of the line after",
        "running text before", "running text after", "running text near", "running text around",
        "page furniture before", "page furniture after", "page furniture around",
        "is in the longest run of text", "share of the text in its run", "lines to the longest run before it",
        "lines to the longest run after it",
        "words in common with the longest run", "words in common with the headline", "share of the text above",
        "is repeated", "is a heading of a paragraph", "words in common, in its run or not",
        "is short", "begins with a name and a colon", "an author or a day directly above", "is the first of its run",
        "its run is short", "words in common, short",
    ];

    /// <summary>Short lines that do not end a run of text: subheadings, captions.</summary>
    private const int GapInRun = 3;

    public static double[][] Of(List<Block> blocks)
    {
        var prose = blocks.ConvertAll(b => b.Kind is LineKind.Body && b.Features.IsProse);
        var allWords = Math.Max(1,
            Enumerable.Range(0, blocks.Count).Where(i => prose[i]).Sum(i => blocks[i].Features.Words));
        var (runOf, runWords) = Runs(blocks, prose);
        var main = runWords.Count == 0 ? -1 : runWords.IndexOf(runWords.Max());
        var types = blocks.ConvertAll(b => WordBeginnings.Of(b.Text, withFigures: false));
        Dictionary<string, int> mainTypes = [];
        for (var i = 0; i < blocks.Count; i++)
            if (runOf[i] == main && main >= 0)
                foreach (var type in types[i]) mainTypes[type] = mainTypes.GetValueOrDefault(type) + 1;
        var headlineTypes =
            blocks.Where(b => b.Kind == LineKind.Headline)
                .SelectMany(b => WordBeginnings.Of(b.Text, withFigures: false)).ToHashSet();
        var repeated = blocks.GroupBy(b => b.Normalised).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var (mainFirst, mainLast) = (runOf.IndexOf(main), runOf.LastIndexOf(main));
        var furniture =
            blocks.ConvertAll(b =>
                b.Kind is LineKind.Boilerplate or LineKind.Teaser or LineKind.Comment or LineKind.Disclaimer ? 1.0 : 0);
        var features = new double[blocks.Count][];
        var above = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var f = block.Features;
            var own = runOf[i] == main ? 1 : 0;
            double Around(int before, int after, Func<int, double> value)
            {
                double sum = 0;
                var n = 0;
                for (var j = Math.Max(0, i - before); j <= Math.Min(blocks.Count - 1, i + after); j++)
                    if (j != i)
                    {
                        sum += value(j);
                        n++;
                    }
                return n == 0 ? 0 : sum / n;
            }
            var cohesion = types[i].Count == 0
                ? 0 : types[i].Count(t => mainTypes.GetValueOrDefault(t) > own) / (double)types[i].Count;
            var isProse = prose[i] ? 1.0 : 0;
            var runShare = runOf[i] < 0 ? 0 : (double)runWords[runOf[i]] / allWords;
            var isShort = f.Words < 9 ? 1.0 : 0;
            features[i] =
            [
                1, Math.Log(1 + f.Words) / 4, f.EndsSentence ? 1 : 0, isProse,
                f.Words == 0 ? 0 : (double)f.LowerWords / f.Words, f.CapitalShare, Math.Min(5, f.Sentences) / 5.0,
                Has(block, "you ", "your ", "click", "subscribe", "sign up", "please") ? 1 : 0,
                Has(block, "we ", "our ", "us ") ? 1 : 0, block.Text.AsSpan().IndexOfAny("“\"„«") >= 0 ? 1 : 0,
                block.Text.EndsWith(':') ? 1 : 0, block.Dates.Count > 0 ? 1 : 0,
                i > 0 ? Math.Log(1 + blocks[i - 1].Features.Words) / 4 : 0,
                i + 1 < blocks.Count ? Math.Log(1 + blocks[i + 1].Features.Words) / 4 : 0,
                i > 0 && prose[i - 1] ? 1 : 0, i + 1 < blocks.Count && prose[i + 1] ? 1 : 0,
                Around(2, 2, j => prose[j] ? 1 : 0), Around(6, 6, j => prose[j] ? 1 : 0),
                i > 0 ? furniture[i - 1] : 0, i + 1 < blocks.Count ? furniture[i + 1] : 0,
                Around(4, 4, j => furniture[j]),
                own, runShare,
                own == 1 || mainLast < 0 || i >= mainFirst ? 0 : Math.Min(1.5, Math.Log(1 + mainFirst - i) / 3),
                own == 1 || mainLast < 0 || i <= mainLast ? 0 : Math.Min(1.5, Math.Log(1 + i - mainLast) / 3),
                cohesion, headlineTypes.Count == 0 ? 0 : Math.Min(1, types[i].Count(headlineTypes.Contains) / 3.0),
                (double)above / allWords, repeated.Contains(block.Normalised) ? 1 : 0,
                block.Kind == LineKind.Subheading && i + 1 < blocks.Count && prose[i + 1] ? 1 : 0, cohesion * (1 - own),
                isShort, block.Text.IndexOf(':', StringComparison.Ordinal) is > 1 and < 30 ? 1 : 0,
                i > 0 && blocks[i - 1].Kind is LineKind.Byline or LineKind.Dateline ? 1 : 0,
                runOf[i] >= 0 && runOf.IndexOf(runOf[i]) == i ? 1 : 0, runOf[i] >= 0 && runWords[runOf[i]] < 60 ? 1 : 0,
                cohesion * isShort,
            ];
            if (prose[i]) above += f.Words;
        }
        return features;
    }

    /// <summary>Runs of text with small gaps: per block the number of its run or -1, per run its words.</summary>
    private static (List<int> RunOf, List<int> Words) Runs(List<Block> blocks, List<bool> prose)
    {
        List<int> runOf = [], words = [];
        var last = -GapInRun - 2;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!prose[i])
            {
                runOf.Add(-1);
                continue;
            }
            if (i - last > GapInRun + 1) words.Add(0);
            else
                for (var j = last + 1; j < i; j++)
                    if (blocks[j].Kind is LineKind.Body or LineKind.Subheading or LineKind.Quote)
                        runOf[j] = words.Count - 1;
            runOf.Add(words.Count - 1);
            words[^1] += blocks[i].Features.Words;
            last = i;
        }
        return (runOf, words);
    }

    private static bool Has(Block block, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
            if (block.Normalised.StartsWith(phrase, StringComparison.Ordinal)
                || block.Normalised.Contains(" " + phrase, StringComparison.Ordinal)) return true;
        return false;
    }
}

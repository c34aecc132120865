using System.Globalization;
using NewsArchive.Text;

namespace NewsArchive.Lines;

/// <summary>What can be seen of a paragraph by looking, not reading.</summary>
/// <param name="Words">Tokens between white space that hold a letter or digit.</param>
/// <param name="Figures">Words that begin with a digit.</param>
/// <param name="LowerWords">Words that begin with a lower-case letter.</param>
/// <param name="CapitalShare">Share of words of four or more letters that begin with a capital.</param>
/// <param name="EndsSentence">Ends with a full stop, question or exclamation mark, also inside closing quotes.</param>
/// <param name="EndsCut">Ends with an ellipsis.</param>
/// <param name="Sentences">Sentence ends followed by a capital, plus the last one.</param>
internal readonly record struct LineFeatures(
    int Words, int Figures, int LowerWords, double CapitalShare, bool EndsSentence, bool EndsCut, bool AllCaps,
    int Sentences, int Length)
{
    /// <summary>Words from which a paragraph counts as running text when it also ends as a sentence does.</summary>
    private const int ProseWords = 9;

    /// <summary>Words that no menu item or headline has.</summary>
    private const int LongWords = 28;

    /// <summary>Running text: sentences, or so long that it must be.</summary>
    public bool IsProse =>
        (Words >= ProseWords && EndsSentence && !EndsCut && LowerWords >= 3)
            || (Words >= LongWords && LowerWords * 3 >= Words);

    /// <summary>Could head an article: short, no full stop.</summary>
    public bool IsHeadlineLike =>
        Words - Figures >= 3 && Words <= 24 && Figures * 2 < Words && !EndsCut
            && (!EndsSentence || Length < 140 && Sentences <= 1);

    /// <summary>A row of a table: two figures or more among few words.</summary>
    public bool IsFigures => Figures >= 2 && Figures * 3 >= Words;

    /// <summary>Begins like a sentence but is broken off.</summary>
    public bool IsCutProse => Words >= 7 && LowerWords >= 3 && (EndsCut || !EndsSentence);

    public static LineFeatures Of(string text)
    {
        int words = 0, figures = 0, lower = 0, longWords = 0, capitals = 0, sentences = 0, letters = 0, upper = 0;
        var inWord = false;
        var first = '\0';
        var length = 0;
        var wordLength = 0;
        var sentenceEnd = false;
        var unspaced = 0;
        foreach (var c in text)
        {
            length++;
            if (char.IsWhiteSpace(c))
            {
                if (inWord) Close();
                inWord = false;
                continue;
            }
            if (Scripts.HasNoSpaces(c)) unspaced++;
            if (char.IsLetter(c))
            {
                letters++;
                if (char.IsUpper(c) || char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter) upper++;
            }
            if (!inWord && char.IsLetterOrDigit(c))
            {
                inWord = true;
                first = c;
                wordLength = 0;
                if (sentenceEnd && !char.IsLower(c)) sentences++;
                sentenceEnd = false;
            }
            if (inWord) wordLength++;
            if (Text.Sentences.IsLatinStop(c)) sentenceEnd = true;
            else if (sentenceEnd && char.IsLetterOrDigit(c)) sentenceEnd = false;
        }
        if (inWord) Close();
        // Scripts that part no words: two letters make one.
        words += unspaced / Scripts.LettersOfAWord;
        lower += unspaced / Scripts.LettersOfAWord;
        var trimmed = text.AsSpan().TrimEnd();
        var cut = trimmed.EndsWith("…") || trimmed.EndsWith("...") || trimmed.EndsWith("[…]")
            || trimmed.EndsWith("[...]");
        var last = trimmed.TrimEnd("\"'”’»)]*“‘ ");
        var ends = Text.Sentences.EndsWithStop(last);
        return new(words, figures, lower, longWords == 0 ? 0 : (double)capitals / longWords, ends, cut,
            letters >= 4 && upper == letters, ends ? sentences + 1 : sentences, length);

        void Close()
        {
            words++;
            if (char.IsDigit(first)) figures++;
            if (char.IsLower(first)) lower++;
            if (wordLength >= 4 && char.IsLetter(first))
            {
                longWords++;
                if (char.IsUpper(first)) capitals++;
            }
        }
    }
}

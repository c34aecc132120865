using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NewsArchive.Web.Pages.About;

/// <summary>A measure of how often something is right.</summary>
/// <param name="Measure">Its name among the quality floors of the project, from which a test takes the value.</param>
/// <param name="Value">0 to 1.</param>
public sealed record Accuracy(string What, string Measure, double Value, string On);

/// <summary>How far to trust the archive, with what was measured.</summary>
public sealed class QualityModel : PageModel
{
    /// <summary>Per kind what was measured, on which texts.</summary>
    public static readonly IReadOnlyList<(string Kind, IReadOnlyList<Accuracy> Measures)> All =
    [
        ("Names, in English",
        [
            new("Names with their kind, right (F1)", "names.labelled-articles.set", 0.8647,
                "41 articles of wire, broadcasters and papers of many countries, labelled by hand by the project"),
            new("Names word by word, wire copy (F1)", "names.conll2003-dev", 0.9396,
                "CoNLL-2003, development: Reuters, 1996"),
            new("The same, a third like titles, a third in capitals (F1)", "names.conll2003-dev.recased", 0.8969,
                "the same, letters changed"),
            new("Names word by word, news of 44 countries (F1)", "names.worldwide-held-out", 0.795,
                "every fifth article of a set that was not learned from"),
            new("Names word by word, encyclopedia (F1)", "names.wikigold", 0.682, "wikigold, never learned from"),
            new("Spellings put together inside an article (B-cubed F1)", "names.labelled-articles.joins", 0.9827,
                "the 41 articles"),
        ]),
        ("Quotes, in English",
        [
            new("Direct quotes found", "quotes.polnear-dev.found", 0.9333,
                "360 quotes of American news, 2015 and 2016 (PolNeAR)"),
            new("Speaker right, where one is named", "quotes.polnear-dev.speaker", 0.9216, "217 of them"),
            new("Speaker right, where the page does not say perhaps", "quotes.polnear-dev.firm-speakers-right", 0.98,
                "201 of them"),
        ]),
        ("Text, headline, date, author",
        [
            new("Body of web pages, English (F1 of words)", "body.html.fundus.english", 0.9602,
                "47 pages of publishers"),
            new("The same, other languages", "body.html.fundus.other-languages", 0.9215, "86 pages"),
            new("Headline not wrong, English pages", "headline.html.fundus.english.not-wrong", 0.8297, "47 pages"),
            new("Authors right, English pages", "authors.html.fundus.english.right", 0.9148, "47 pages"),
            new("Language told, right", "language.held-out-sentences.right-of-told", 0.939,
                "sentences of 75 languages"),
        ]),
        ("Stories, in English",
        [
            new("Two articles rightly in one story, or not (pair F1)", "stories.ecbplus.pair-f1", 0.9253,
                "772 articles, two look-alike events a topic (ECB+)"),
            new("Copies found", "stories.copies.reuters", 0.9971, "356 groups of equal texts of Reuters, 1987"),
        ]),
    ];
}

using NewsArchive.Entities;
using NewsArchive.Storage.Queries;
using NewsArchive.Text;

namespace NewsArchive.Web.Pages.Search;

/// <summary>Ways to ask, with names that stand in this archive.</summary>
public sealed class SearchExamples(ExampleNames names)
{
    public IEnumerable<(string Query, string Does)> All()
    {
        var (person, organisation, place) = (names.Of(EntityKind.Person), names.Of(EntityKind.Organisation), names.Of(EntityKind.Place));
        var (one, other) = (Last(organisation), Last(place));
        yield return ($"\"{person}\"", "these words in this order, exactly so");
        yield return ($"{one} OR {other}", "either word; without OR, all words");
        yield return ($"block* -{other}", "words that begin so; not the word after the minus");
        yield return ($"*ban* OR w?r", "any letters for *, one for ?");
        yield return ($"{Slip(other)}~", "words a letter or two away");
        yield return ($"{one} NEAR/5 {other}", "at most five words between the two");
        yield return ($"person:{Last(person)}", "articles that name the person, under any form of the name");
        yield return ($"said:{Last(person)}", "articles that quote the person");
        yield return ($"date:{names.Month}", "published in that month, stated or inferred");
    }

    private static string Last(string name) => Words.Tokenise(name) is [.., var last] ? last.Text.ToLowerInvariant() : name;

    /// <summary>Two letters the other way round, as fingers do it.</summary>
    private static string Slip(string word) => word.Length < 5 ? word : $"{word[..2]}{word[3]}{word[2]}{word[4..]}";
}

using System.Globalization;
using NewsArchive.Entities;

namespace NewsArchive.Tests.Entities;

/// <summary>Whom names mean over an archive.</summary>
public sealed class NameJoinerTests
{
    /// <summary>An archive of articles, each the names in it; a name is a person unless it begins with a kind.</summary>
    private sealed class SmallArchive : INameEvidence
    {
        public void Expect(IEnumerable<long> names)
        {
        }

        private readonly List<string[]> articles = [];
        private readonly Dictionary<string, long> ids = [];
        private readonly Dictionary<string, List<string>> shorts = [];

        public SmallArchive Add(int times, params string[] names)
        {
            for (var i = 0; i < times; i++) articles.Add(names);
            foreach (var name in names) ids.TryAdd(name, ids.Count + 1);
            return this;
        }

        public SmallArchive Called(string name, params string[] forms)
        {
            shorts[name] = [.. forms];
            return this;
        }

        private static EntityKind KindOf(string name) =>
            name.Contains(':', StringComparison.Ordinal) ? Enum.Parse<EntityKind>(name[..name.IndexOf(':',
                StringComparison.Ordinal)]) : EntityKind.Person;

        private List<FoundName> Names => [.. ids.Select(n => new FoundName(n.Value, n.Key, KindOf(n.Key),
            n.Key[(n.Key.IndexOf(':', StringComparison.Ordinal) + 1)..], shorts.GetValueOrDefault(n.Key) ?? []))];

        public IReadOnlyList<long> ArticlesOf(long name) =>
            [.. articles.Select((names, i) => (names, i)).Where(a => a.names.Any(n => ids[n] == name)).Select(a =>
                (long)a.i + 1)];

        public IReadOnlyList<NameCompany> CompanyOf(long article) =>
            [.. articles[(int)article - 1].Select(n => new NameCompany(NameCompanyKind.Name, ids[n]))];

        public double ShareOf(NameCompany company) => (double)ArticlesOf(company.Id).Count / articles.Count;

        /// <summary>“short = long” for all articles, or “3: short = long” for one.</summary>
        public string[] Links()
        {
            var names = Names;
            string Name(long id) => names.Find(n => n.Id == id)!.Name;
            return [.. new NameJoiner(names, this).Join(names).Links.Select(l =>
                string.Create(CultureInfo.InvariantCulture,
                $"{(l.Article is { } a ? $"{a}: " : "")}{Name(l.Found)} = {Name(l.Into)}")).Order(StringComparer.Ordinal)];
        }
    }

    private static SmallArchive Crowd() => new SmallArchive().Add(200, "Place:Norway").Add(200,
        "Organisation:Acme Works");

    [Fact]
    public void A_surname_means_the_one_whom_nearly_all_full_names_mean() =>
        Assert.Equal(["Quellan = Rhoda Quellan"], Crowd().Add(40, "Rhoda Quellan").Add(5, "Quellan").Links());

    [Fact]
    public void A_surname_of_two_is_told_apart_by_who_stands_beside() =>
        Assert.Equal(["431: Quellan = Rhoda Quellan", "432: Quellan = Tom Quellan"],
            Crowd().Add(15, "Rhoda Quellan", "Ada Finch", "Cleo Marsh").Add(15, "Tom Quellan", "Bruno Hale",
                "Dora Penn")
                .Add(1, "Quellan", "Ada Finch", "Cleo Marsh").Add(1, "Quellan", "Bruno Hale", "Dora Penn").Add(1,
                    "Quellan", "Place:Norway").Links());

    [Fact]
    public void A_surname_of_somebody_seen_once_stays_apart() =>
        Assert.Empty(Crowd().Add(1, "Rhoda Quellan", "Ada Finch").Add(6, "Quellan", "Bruno Hale").Links());

    [Fact]
    public void Initials_must_agree() =>
        Assert.Equal(["R. Quellan = Rhoda Quellan"],
            Crowd().Add(40, "Rhoda Quellan").Add(3, "R. Quellan").Add(3, "T. Quellan").Links());

    [Fact]
    public void Father_and_son_stay_two() =>
        Assert.Empty(Crowd().Add(20, "Tom Quellan Jr").Add(20, "Tom Quellan").Links());

    [Fact]
    public void A_given_name_alone_is_not_whoever_has_it_for_a_surname() =>
        Assert.Empty(Crowd().Add(10, "Craig David").Add(3, "David").Links());

    [Fact]
    public void Company_forms_marks_and_dots_are_one_house() =>
        Assert.Equal(["Merrow & Co = Merrow", "Merrow Inc <MRW = Merrow"],
            Crowd().Add(9, "Organisation:Merrow").Add(2, "Organisation:Merrow & Co").Add(2,
                "Organisation:Merrow Inc <MRW").Links());

    [Fact]
    public void Companies_under_the_laws_of_two_countries_are_two() =>
        Assert.Empty(Crowd().Add(9, "Organisation:Merrow Inc").Add(9, "Organisation:Merrow Plc").Links());

    [Fact]
    public void Letters_mean_the_house_that_articles_explain_them_with() =>
        Assert.Equal(["QRX = Quarry Rail Exchange"],
            Crowd().Add(30, "Organisation:Quarry Rail Exchange").Called("Organisation:Quarry Rail Exchange", "QRX")
                .Add(10, "Organisation:QRX").Links());

    [Fact]
    public void A_longer_name_that_is_rarer_does_not_swallow_the_shorter() =>
        Assert.Empty(Crowd().Add(30, "Organisation:Quarry Union").Add(10, "Organisation:Quarry Union Council")
            .Called("Organisation:Quarry Union Council", "Quarry Union").Links());

    [Fact]
    public void A_name_that_a_few_articles_take_for_another_kind_is_one() =>
        Assert.Equal(["Merrow Lane = Merrow Lane"], Crowd().Add(20, "Organisation:Merrow Lane").Add(2,
            "Merrow Lane").Links());

    [Fact]
    public void A_company_and_its_founder_stay_two() =>
        Assert.Empty(Crowd().Add(30, "Organisation:Merrow").Add(20, "Jane Merrow").Links());

    [Fact]
    public void What_is_joined_does_not_depend_on_the_order_of_articles()
    {
        var one = Crowd().Add(15, "Rhoda Quellan", "Ada Finch").Add(15, "Tom Quellan", "Bruno Hale").Add(4, "Quellan",
            "Ada Finch");
        var other = new SmallArchive().Add(4, "Quellan", "Ada Finch").Add(15, "Tom Quellan", "Bruno Hale")
            .Add(15, "Rhoda Quellan", "Ada Finch").Add(200, "Organisation:Acme Works").Add(200, "Place:Norway");
        static string[] Plain(SmallArchive archive) => [.. archive.Links().Select(l => l[(l.IndexOf(':',
            StringComparison.Ordinal) + 1)..].Trim())];
        Assert.Equal(Plain(one), Plain(other));
    }
}

using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Entities;

/// <summary>Initials, namesakes and relatives.</summary>
public sealed class NamesakeTests
{
    private static Dictionary<string, int> People(string text)
    {
        var article = new ArticlePipeline(TimeProvider.System).Read(new("case.txt", 1, "text", "utf-8",
            Encoding.UTF8.GetBytes(text), text, DeclaredFields.None, []));
        return article.Entities.Where(e => e.Kind == NewsArchive.Entities.EntityKind.Person)
            .ToDictionary(e => e.Name, e => e.Mentions.Length);
    }

    [Fact]
    public void Initials_are_one_however_they_are_written() =>
        Assert.Equal(new() { ["R. L. Turner"] = 3 },
            People("Writer honoured\n\nR. L. Turner received the prize on Monday. R.L. Turner said that he was glad. Turner "
                + "lives in Oxford."));

    [Fact]
    public void Father_with_two_initials_is_not_the_son_with_one()
    {
        var people = People("Governors meet\n\nGovernor John A. Reed met his father John B. A. Reed in Texas on Monday. They "
            + "spoke for an hour.");
        Assert.Equal(["John A. Reed", "John B. A. Reed"], people.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Name_without_the_middle_one_is_the_same_person() =>
        Assert.Equal(new() { ["John A. Reed"] = 2 },
            People("Governor speaks\n\nGovernor John A. Reed met Texans on Monday. John Reed said that he was glad."));
}

using NewsArchive.Decoding;

namespace NewsArchive.Tests.Decoding;

public sealed class TextRepairTests
{
    public static TheoryData<string, string> Broken =>
        [.. CaseFiles.Rows("repair", "in-the-wild.txt").Select(r => (r[0], r[1]))];

    public static TheoryData<string> Healthy => [.. CaseFiles.Rows("repair", "must-not-touch.txt").Select(r => r[0])];

    [Theory, MemberData(nameof(Broken))]
    public void Broken_text_is_repaired(string before, string after) =>
        Assert.Equal(after, Assert.Single(TextRepair.Repair(before).Lines));

    [Theory, MemberData(nameof(Healthy))]
    public void Healthy_text_comes_through_unchanged(string text)
    {
        var repaired = TextRepair.Repair(text);
        Assert.Equal(text, Assert.Single(repaired.Lines));
        Assert.Empty(repaired.Steps);
    }

    [Theory, MemberData(nameof(Broken))]
    public void Repair_is_done_once_and_for_all(string before, string _)
    {
        var once = Assert.Single(TextRepair.Repair(before).Lines);
        Assert.Equal(once, Assert.Single(TextRepair.Repair(once).Lines));
    }

    [Fact]
    public void Each_repair_names_its_line_its_rule_and_what_stood_there()
    {
        var step = Assert.Single(TextRepair.Repair("fine\nCafÃ© Central").Steps);
        Assert.Equal(new RepairStep(2, 3, "UTF-8 read as windows-1252", "Ã©", "é"), step);
    }
}

using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace NewsArchive.Storage.Tests;

/// <summary>What holds of the names of an archive, whatever the order of its articles.</summary>
public class NamePropertiesTests
{
    private static readonly string[] Articles =
    [
        "Minister praises plan\n\nFinance Minister Anna Larsen said on Monday that Norway would rebuild the harbour "
        + "of Bergen. “We will build it before the winter,” Larsen said.\n",
        "Larsen opens school\n\nAnna Larsen opened a school in Oslo on Tuesday. Peter Holm of the teachers' union "
        + "thanked Larsen.\n",
        "Holm calls for teachers\n\nPeter Holm said that the U.S. and Britain paid their teachers better. “We cannot "
        + "wait,” Holm said in Oslo.\n",
        "Facebook owner fined\n\nMeta, which owns WhatsApp, was fined by the European Commission on Friday. Meta "
        + "Platforms said it would appeal.\n",
        "World bank lends\n\nThe International Monetary Fund (IMF) will lend Norway nothing, the IMF said in "
        + "Washington. The United States agreed.\n",
    ];

    private static async Task<string> NamesAsync(IEnumerable<int> order)
    {
        await using var temp = await TempArchive.CreateAsync();
        foreach (var i in order) await temp.ImportAsync(paths: temp.Write($"{i}.txt", Articles[i]));
        await using var db = temp.Archive.Db();
        var names = await db.Entities.Where(e => e.Articles > 0).Select(e => $"{e.Kind} {e.Name} {e.Articles}")
            .ToListAsync();
        var aliases = await db.Aliases.Join(db.Entities, a => a.EntityId, e => e.Id, (a, e) => $"{e.Name} = {a.Text}")
            .ToListAsync();
        return string.Join('\n', names.Concat(aliases).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Order_of_import_changes_no_name_and_no_join()
    {
        var usual = await NamesAsync([0, 1, 2, 3, 4]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5),
            Prop.ForAll(Arb.From(Gen.Shuffle(new[] { 0, 1, 2, 3, 4 })),
                order => NamesAsync(order).GetAwaiter().GetResult() == usual));
    }

    [Fact]
    public async Task An_article_more_renames_and_rejoins_nothing()
    {
        // Joins as they are, names without how many articles they stand in.
        static HashSet<string> Kept(string names) =>
            [.. names.Split('\n').Select(l => char.IsDigit(l[^1]) ? l[..l.LastIndexOf(' ')] : l)];
        Assert.Subset(Kept(await NamesAsync([0, 1, 3, 2, 4])), Kept(await NamesAsync([0, 1, 3])));
    }
}

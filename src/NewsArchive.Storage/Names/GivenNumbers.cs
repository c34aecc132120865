using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Names;

/// <summary>
/// Numbers that an export gives its articles, names, quotes and stories, and of which addresses are made. They are kept
/// in the archive that they are of, and in one that becomes it since it was empty; elsewhere they mean others.
/// </summary>
internal sealed class GivenNumbers(ArchiveDb db)
{
    private readonly string own = db.Identity.AsNoTracking().Select(i => i.Id).Single();

    /// <summary>
    /// How far beyond those that are given a number may be: lists are kept by number, and one from a damaged line
    /// must not make them endless.
    /// </summary>
    private const long MostBeyond = 1_000_000;

    /// <summary>An archive without articles becomes the one that an export is of.</summary>
    public static async Task AdoptAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        if (identity.Length == 32 && identity.All(char.IsAsciiHexDigitLower) && !await db.Articles.AnyAsync(cancel))
            await db.Identity.ExecuteUpdateAsync(i => i.SetProperty(x => x.Id, identity), cancel);
    }

    /// <summary>Whether the numbers of an export mean the same here.</summary>
    public bool HoldFor(string archive) => archive == own;

    /// <summary>The export's article, where its numbers hold here; else null.</summary>
    public ExportedArticle? Of(ExportedArticle? exported) => exported is not null
        && HoldFor(exported.Archive) ? exported : null;

    /// <param name="next">The next one that would be given.</param>
    public static bool IsPlausible(long number, long next) => number > 0 && number <= next + MostBeyond;

    /// <summary>The number wanted where it is free, else the next one.</summary>
    /// <param name="next">Above all numbers that are given; moves on.</param>
    public static long Take(long? wanted, ref long next, Func<long, bool> isTaken)
    {
        if (wanted is not { } number || !IsPlausible(number, next) || (number < next && isTaken(number))) return next++;
        if (number >= next) next = number + 1;
        return number;
    }
}

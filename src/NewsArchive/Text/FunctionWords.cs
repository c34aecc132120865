using System.Collections.Frozen;

namespace NewsArchive.Text;

/// <summary>English words that say how others belong together; as a bag of words they find nothing.</summary>
public static class FunctionWords
{
    private static readonly FrozenSet<string> All =
        ("a about am an and any are as at be been but by can could did do does for from had has have he her him his "
            + "how i if in into is it its me my no not of on or "
        + "our she should so some such than that the their them then there these they this those to was we were what "
            + "when where which who whom why will with would you your")
        .Split(' ').ToFrozenSet();

    /// <param name="word">Folded.</param>
    public static bool Holds(string word) => All.Contains(word);
}

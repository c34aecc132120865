namespace NewsArchive.Decoding;

/// <summary>All repairs, in the order in which each finds what the one before it left.</summary>
internal static class TextRepair
{
    public static RepairedText Repair(string text) =>
        ArtefactRemoval.Remove(CharacterRepair.Repair(MojibakeRepair.Repair(text)));
}

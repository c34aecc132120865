namespace NewsArchive.Text;

/// <summary>English verbs by which somebody is said to have said something; alternations of a pattern.</summary>
internal static class SpeechVerbs
{
    /// <summary>Verbs that stand right after whoever speaks, and hardly after anything else.</summary>
    public const string PlainPattern =
        "said|says|told|tells|recalls|recalled|added|adds|announced|confirmed|denied|claimed|warned|wrote|tweeted|stated" +
        "|insisted|argued";

    /// <summary>Every verb that introduces a quotation.</summary>
    public const string Pattern = PlainPattern +
        "|say|tell|adding|confirms|called|calls|calling|described|describes|describing|writes|writing|posted" +
        "|asked|asks|warns|warning|insists|argues|states|stating|claims|claiming|explained|explains|replied|replies|noted" +
        "|notes|noting|announces|denies|acknowledged|admitted|accused|admits|believes|jokes|concludes|stresses|remembers" +
        "|declared|declares|commented|continued|concluded|remarked|suggested|vowed|pledged|promised|urged|criticized" +
        "|criticised|complained|responded|joked|quipped|shouted|labelled|labeled|dubbed|termed|branded|saying|telling" +
        "|praised|condemned|stressed|emphasized|emphasised|reiterated|observed|predicted|joking|quoted";

    /// <summary>The verbs of a pattern, apart.</summary>
    public static string[] Of(string pattern) => pattern.Split('|');
}

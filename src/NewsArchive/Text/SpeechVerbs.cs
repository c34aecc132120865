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
        "|praised|condemned|stressed|emphasized|emphasised|reiterated|observed|predicted|joking|quoted" +
        "|answered|answers|replying|responds|responding|echoed|echoes|retorted|exclaimed|confessed|conceded|concedes" +
        "|continues|fumed|lamented|laments|mused|recounted|remarks|snapped|shot back|fired back|went on|pointed out" +
        "|points out|agreed|agrees|cautioned|cautions|boasted|boasts|whispered|yelled|cried|barked|protested|pleaded" +
        "|thundered|chimed in|opined|quips|wondered|wonders|tweets|cautioning|arguing|insisting|explaining|adding" +
        "|recalling|announcing|declaring|thanked|labeling|labelling|labels|calls|slammed|blasted|mocked|ridiculed" +
        "|expressed|testified|testifies|asserted|asserts|contended|contends|maintained|maintains|alleged|alleges" +
        "|proclaimed|advised|advises|suggests|urges|vows|pledges|promises|demanded|demands|asking|begins|began|ends" +
        "|ended|concluding|summed up|reads|read|reading|hailed|dismissed|characterized|characterised|referred";

    /// <summary>The verbs of a pattern, apart.</summary>
    public static string[] Of(string pattern) => pattern.Split('|');
}

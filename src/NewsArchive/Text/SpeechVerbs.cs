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

    /// <summary>Verbs of other languages that introduce a quotation, by the language's code; of two words where the
    /// language says so.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["de"] = "sagte|sagt|sagten|erklärte|erklärt|meinte|meint|betonte|betont|so|warnte|warnt|forderte|fordert|kritisierte|schrieb"
            + "|schreibt|fügte hinzu|kündigte an|teilte mit|berichtete|berichtet|antwortete|ergänzte|räumte ein|zitierte|laut"
            + "|hat gesagt|habe gesagt|unterstrich|bekräftigte|behauptete|mahnte|twitterte",
        ["fr"] = "a déclaré|déclare|déclarait|a dit|dit|affirme|a affirmé|assure|a assuré|explique|a expliqué|souligne|a souligné"
            + "|a ajouté|ajoute|estime|a estimé|précise|a précisé|indique|a indiqué|raconte|a raconté|confie|a confié|regrette"
            + "|a regretté|insiste|a insisté|rappelle|a rappelé|écrit|a écrit|prévient|a prévenu|lance|a lancé|répond|a répondu"
            + "|selon|résume|poursuit|reconnaît|dénonce|a dénoncé|martèle|s'est félicité|admet|observe|annonce|a annoncé",
        ["es"] = "dijo|dice|ha dicho|afirmó|afirma|ha afirmado|aseguró|asegura|ha asegurado|explicó|explica|ha explicado|señaló"
            + "|señala|ha señalado|añadió|añade|ha añadido|agregó|declaró|declara|destacó|destaca|ha destacado|indicó|sostuvo"
            + "|sostiene|manifestó|subrayó|subraya|advirtió|advierte|según|insistió|insiste|apuntó|apunta|comentó|comenta|expresó"
            + "|recordó|recuerda|reconoció|reconoce|respondió|escribió|concluyó|precisó|lamentó|denunció|anunció",
        ["it"] = "ha detto|dice|disse|ha dichiarato|dichiara|ha spiegato|spiega|ha aggiunto|aggiunge|ha affermato|afferma"
            + "|sottolinea|ha sottolineato|racconta|ha raccontato|scrive|ha scritto|secondo|ha commentato|commenta|osserva"
            + "|conclude|ha concluso|ricorda|ha ricordato|ha replicato|replica|ha risposto|assicura|avverte|denuncia|annuncia",
        ["pt"] = "disse|diz|afirmou|afirma|explicou|explica|declarou|declara|acrescentou|acrescenta|ressaltou|destacou|destaca"
            + "|contou|conta|segundo|completou|garantiu|garante|comentou|ponderou|escreveu|respondeu|lamentou|avaliou|avalia"
            + "|reforçou|lembrou|alertou|alerta|criticou|anunciou|sublinhou|defendeu|defende",
        ["nl"] = "zei|zegt|zeiden|verklaarde|verklaart|vertelde|vertelt|aldus|volgens|liet weten|laat weten|voegde toe|benadrukte"
            + "|benadrukt|schreef|schrijft|waarschuwde|waarschuwt|stelde|stelt|meldde|meldt|reageerde|reageert|legt uit|vindt|denkt",
        ["pl"] = "powiedział|powiedziała|mówił|mówiła|mówi|dodał|dodała|dodaje|podkreślił|podkreśliła|podkreśla|stwierdził"
            + "|stwierdziła|napisał|napisała|zaznaczył|zaznaczyła|ocenił|oceniła|zapewnił|zapewniła|poinformował|poinformowała"
            + "|wyjaśnił|wyjaśniła|tłumaczy|według|przekonuje|zauważył|przyznał|ostrzegł|oświadczył|oświadczyła",
        ["ru"] = "сказал|сказала|говорит|говорил|говорила|заявил|заявила|заявили|отметил|отметила|добавил|добавила|подчеркнул"
            + "|подчеркнула|рассказал|рассказала|сообщил|сообщила|сообщили|пояснил|пояснила|объяснил|объяснила|написал|написала"
            + "|считает|ответил|ответила|уточнил|уточнила|признал|признала|напомнил|предупредил|пишет|утверждает",
        ["tr"] = "dedi|diyor|söyledi|belirtti|açıkladı|ifade etti|ekledi|vurguladı|kaydetti|konuştu|anlattı|yazdı|göre|bildirdi"
            + "|savundu|duyurdu|dile getirdi|uyardı|değerlendirdi",
    };

    /// <summary>Every verb that introduces a quotation in a language; English where that is not known.</summary>
    public static string PatternOf(string? language) =>
        language is not null && Elsewhere.TryGetValue(language, out var verbs) ? verbs : Pattern;

    /// <summary>The verbs of a pattern, apart.</summary>
    public static string[] Of(string pattern) => pattern.Split('|');
}

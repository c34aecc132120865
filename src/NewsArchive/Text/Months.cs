using System.Collections.Frozen;

namespace NewsArchive.Text;

/// <summary>
/// The names of months, in English and in the thirty languages whose pages are read most, in the forms that stand in
/// dates; for tables and patterns. “Listopada” is November in Polish and October in Croatian: Polish is read more.
/// </summary>
internal static class Months
{
    /// <summary>English names with their short forms, one alternation of a pattern a month.</summary>
    private const string
        EnglishJanuary = "january|jan", EnglishFebruary = "february|feb", EnglishMarch = "march|mar",
        EnglishApril = "april|apr", EnglishMay = "may", EnglishJune = "june|jun", EnglishJuly = "july|jul",
        EnglishAugust = "august|aug", EnglishSeptember = "september|sept|sep", EnglishOctober = "october|oct",
        EnglishNovember = "november|nov", EnglishDecember = "december|dec";

    private const string
        January = EnglishJanuary
            + "|januar|jänner|janvier|enero|gennaio|janeiro|januari|января|січня|студзеня|stycznia|styczeń|ledna"
            + "|leden|januára|ocak|ianuarie|ιανουαρίου|γενάρη|يناير|كانون الثاني|tammikuuta|január|siječnja"
            + "|januarja|януари|јануар|जनवरी|জানুয়ারি|ژانویه|ינואר|jaanuar|janvāris|janvārī|sausio",
        February = EnglishFebruary
            + "|februar|février|febrero|febbraio|fevereiro|februari|февраля|лютого|lutego|luty|února|únor"
            + "|februára|şubat|februarie|φεβρουαρίου|فبراير|شباط|helmikuuta|február|veljače|februarja|февруари"
            + "|фебруар|फ़रवरी|फरवरी|ফেব্রুয়ারি|فوریه|פברואר|veebruar|februāris|februārī|vasario",
        March = EnglishMarch
            + "|märz|mars|marzo|março|maart|марта|март|березня|marca|marzec|března|březen|marec|mart|martie"
            + "|μαρτίου|مارس|آذار|maret|marts|maaliskuuta|március|ožujka|मार्च|মার্চ|מרץ|märts|martā|kovo",
        April = EnglishApril
            + "|avril|abril|aprile|апреля|апрель|квітня|kwietnia|kwiecień|dubna|duben|apríla|nisan|aprilie"
            + "|απριλίου|أبريل|ابريل|نيسان|huhtikuuta|április|travnja|април|अप्रैल|এপ্রিল|آوریل|אפריל|aprill"
            + "|aprīlis|aprīlī|balandžio",
        May = EnglishMay
            + "|mai|mayo|maggio|maio|mei|мая|май|травня|maja|maj|května|květen|mája|mayıs|μαΐου|مايو|أيار"
            + "|toukokuuta|május|svibnja|мај|मई|মে|مه|מאי|maijs|maijā|gegužės",
        June = EnglishJune
            + "|juni|juin|junio|giugno|junho|июня|июнь|червня|czerwca|czerwiec|června|červen|júna|haziran|iunie"
            + "|ιουνίου|يونيو|يونية|حزيران|kesäkuuta|június|lipnja|junija|юни|јун|जून|জুন|ژوئن|יוני|juuni|jūnijs"
            + "|jūnijā|birželio",
        July = EnglishJuly
            + "|juli|juillet|julio|luglio|julho|июля|июль|липня|lipca|lipiec|července|červenec|júla|temmuz|iulie"
            + "|ιουλίου|يوليو|يولية|تموز|heinäkuuta|július|srpnja|julija|юли|јул|जुलाई|জুলাই|ژوئیه|יולי|juuli"
            + "|jūlijs|jūlijā|liepos",
        August = EnglishAugust
            + "|août|agosto|augustus|августа|август|серпня|sierpnia|sierpień|srpna|srpen|augusta|ağustos"
            + "|αυγούστου|أغسطس|اغسطس|آب|agustus|elokuuta|augusztus|kolovoza|avgusta|अगस्त|আগস্ট|اوت|אוגוסט"
            + "|augusts|augustā|rugpjūčio",
        September = EnglishSeptember
            + "|septembre|septiembre|setiembre|settembre|setembro|сентября|сентябрь|вересня|września|wrzesień"
            + "|září|septembra|eylül|septembrie|σεπτεμβρίου|سبتمبر|أيلول|syyskuuta|szeptember|rujna|септември"
            + "|септембар|सितंबर|সেপ্টেম্বর|سپتامبر|ספטמבר|septembris|septembrī|rugsėjo",
        October = EnglishOctober
            + "|oktober|octobre|octubre|ottobre|outubro|октября|октябрь|жовтня|października|październik|října"
            + "|říjen|októbra|ekim|octombrie|οκτωβρίου|أكتوبر|اكتوبر|تشرين الأول|lokakuuta|október|oktobra"
            + "|октомври|октобар|अक्टूबर|অক্টোবর|اکتبر|אוקטובר|oktoober|oktobris|oktobrī|spalio",
        November = EnglishNovember
            + "|novembre|noviembre|novembro|listopada|ноября|ноябрь|листопада|listopad|listopadu|novembra|kasım"
            + "|noiembrie|νοεμβρίου|نوفمبر|تشرين الثاني|marraskuuta|studenoga|ноември|новембар|नवंबर|নভেম্বর"
            + "|نوامبر|נובמבר|novembris|novembrī|lapkričio",
        December = EnglishDecember
            + "|dezember|décembre|diciembre|dicembre|dezembro|декабря|декабрь|грудня|grudnia|grudzień|prosince"
            + "|prosinec|decembra|aralık|decembrie|δεκεμβρίου|ديسمبر|كانون الأول|desember|joulukuuta|prosinca"
            + "|декември|децембар|दिसंबर|ডিসেম্বর|دسامبر|דצמבר|detsember|decembris|decembrī|gruodžio";

    /// <summary>Every name, as the alternation of a pattern; case does not count.</summary>
    public const string Pattern =
        January + "|" + February + "|" + March + "|" + April + "|" + May + "|" + June + "|" +
        July + "|" + August + "|" + September + "|" + October + "|" + November + "|" + December;

    /// <summary>Names of months that are written with a stop when cut short.</summary>
    public const string ShortPattern = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";

    private static readonly FrozenDictionary<string, int> Numbers = Table(
        January, February, March, April, May, June, July, August, September, October, November, December);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> NumbersBySpan =
        Numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, int> EnglishNumbers = Table(
        EnglishJanuary, EnglishFebruary, EnglishMarch, EnglishApril, EnglishMay, EnglishJune, EnglishJuly,
        EnglishAugust,
        EnglishSeptember, EnglishOctober, EnglishNovember, EnglishDecember);

    /// <summary>1 to 12; null for what is no month's name.</summary>
    public static int? NumberOf(ReadOnlySpan<char> name) =>
        NumbersBySpan.TryGetValue(name, out var number) ? number : null;

    public static bool IsEnglish(string name) => EnglishNumbers.ContainsKey(name);

    private static FrozenDictionary<string, int> Table(params string[] names) => names
        .SelectMany((list, i) => list.Split('|').Select(name => (Name: name, Number: i + 1)))
        .ToFrozenDictionary(m => m.Name, m => m.Number, StringComparer.OrdinalIgnoreCase);
}

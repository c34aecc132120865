using System.Collections.Frozen;
using NewsArchive.Text;

namespace NewsArchive.Entities;

/// <summary>Words in and around a name that tell its kind.</summary>
internal static class NameCues
{
    /// <summary>Words before a person's name; cut off the name.</summary>
    public static readonly FrozenSet<string> Titles = Set(
        "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Professor President Vice Prime Premier Minister Chancellor "
        + "Senator Sen. Congressman Congresswoman " +
        "Representative Rep. Governor Gov. Mayor King Queen Prince Princess Pope Sir Dame Lord Lady Judge Justice "
        + "Captain Capt. General Gen. Colonel Col. " +
        "Lieutenant Lt. Sergeant Sgt. Major Maj. Admiral Commander Secretary Ambassador Archbishop Bishop Cardinal "
        + "Father Rabbi Imam Sheikh Ayatollah " +
        "Chairman Chairwoman Chief Executive Director Officer Coach Detective Inspector Constable Sheriff Attorney "
        + "Foreign Defence Defense Finance Interior " +
        "Deputy Acting Former Chief Spokesman Spokeswoman Spokesperson Rev. Reverend Hon. CEO Emperor Sultan Crown");

    /// <summary>Titles that alone before one capitalised word make it a person.</summary>
    public static readonly FrozenSet<string> StrongTitles = Set(
        "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Professor President Minister Chancellor Senator Sen. "
        + "Congressman Congresswoman Rep. Governor Gov. Mayor " +
        "King Queen Prince Princess Pope Sir Dame Lord Lady Judge Justice Captain Capt. Gen. Colonel Col. Lt. Sgt. "
        + "Maj. Admiral Commander Secretary Ambassador " +
        "Archbishop Bishop Cardinal Rabbi Imam Sheikh Ayatollah Coach Detective Inspector Sheriff CEO Emperor");

    public static readonly FrozenSet<string> Roles = Set(
        "spokesman spokeswoman spokesperson founder co-founder cofounder president minister chancellor senator "
        + "governor mayor chairman chairwoman executive " +
        "director manager coach striker goalkeeper midfielder defender captain actor actress singer author professor "
        + "analyst economist lawyer leader chief editor " +
        "secretary ambassador commander activist scientist researcher officer boss founder owner star director "
        + "billionaire");

    public static readonly FrozenSet<string> OrganisationHeads = Set(
        "Inc Inc. Corp Corp. Corporation Ltd Ltd. LLC PLC plc Plc Co Co. AG GmbH SA NV Group Bank University Ministry "
        + "Agency Committee Council Commission " +
        "Association Federation Union Party Institute Foundation Court Department Police Army Navy Company Airlines "
        + "Airways Motors Holdings Partners Fund Club FC " +
        "Times News Post Journal Hospital School College Church Board Office Authority Bureau Service Services Force "
        + "Forces Network Center Centre Organisation " +
        "Organization Society Alliance Parliament Congress Senate Industries Technologies Systems Laboratories "
        + "Electronics Pharmaceuticals Energy Petroleum Oil " +
        "Steel Insurance Capital Securities Trust Enterprises Entertainment Pictures Records Studios Media Press "
        + "Broadcasting Telecom Communications Software " +
        "Platforms Labs Rail Railways Railway Water Power Council Academy Museum Library League Assembly Cabinet "
        + "Treasury Exchange Guard Brigade Command Syndicate Coalition Front Movement Initiative Project Productions "
            + "Lines Trading Shipping Mills Foods Processors Brewery Breweries Aerospace Semiconductor Petroleums "
            + "Resources Properties Stores");

    /// <summary>First words of houses in the languages around, in lower case.</summary>
    public static readonly FrozenSet<string> OrganisationHeadsElsewhere = Set(
        "ministerio ministère ministero ministério ministerie ministerstwo министерство universidad université università "
        + "universidade universiteit uniwersytet университет banco banque banca bank банк partido parti partito partij partia партия "
        + "tribunal corte cour tribunale rechtbank sąd суд comisión commission commissione comissão commissie komisja комиссия consejo "
        + "conseil consiglio conselho raad rada совет asamblea assemblée assembleia congreso congresso parlamento parlement sejm "
        + "instituto institut istituto instytut институт federación fédération federazione federação federatie federacja федерация "
        + "asociación association associazione associação grupo groupe gruppo groep grupa группа compañía compagnie compagnia companhia "
        + "agencia agence agenzia agência agencja агентство policía police polizia polícia politie policja guardia garde");

    /// <summary>Ends of a company's full name that stand nowhere else.</summary>
    public static readonly FrozenSet<string> CompanySuffixes =
        Set("Inc Inc. Corp Corp. Corporation Ltd Ltd. LLC PLC plc Plc Co Co. AG GmbH NV Holdings");

    /// <summary>Letters that stand for plain words and name nothing.</summary>
    public static readonly FrozenSet<string> CommonLetters = Set(
        "TV TVs PC PCs DVD DVDs CD CDs CEO CFO CTO COO MP MPs MEP MEPs PM AM ID IT PR HR HIV AIDS DNA GDP GNP CPI IPO "
        + "VAT SMS GPS USB URL RSS GMT BST EST EDT PST UTC OK AI VR 3D 4G 5G ATM " +
        "UFO VIP FAQ NGO NGOs LGBT LGBTQ CCTV SUV SUVs MBA PhD BA BSc RIP SOS AD BC");

    public static readonly FrozenSet<string> OrganisationOf = Set(
        "University Ministry Department Bank Institute House Court Office Bureau Council Board Association Federation "
        + "Academy Church Society Museum Chamber " +
        "College School League Party Union Center Centre Agency Secretary Minister Confederation Organization "
        + "Organisation Church Port");

    public static readonly FrozenSet<string> PlaceHeads = Set(
        "River Lake Street Avenue Road Island Islands Mountain Mountains Valley County Province Airport Bay Sea Ocean "
        + "Square Park Bridge City Peninsula Strait " +
        "Gate Tower Palace Castle Cathedral Wall Station Beach Hills Desert Forest Falls Canal District Region "
        + "Territory Coast Harbour Harbor Boulevard Lane Heights Village Town Stadium Canyon Glacier");

    public static readonly FrozenSet<string> PlaceFronts =
        Set("Mount Lake Cape Fort Port San Santa Saint St. Los Las El North South East West Northern Southern Eastern "
            + "Western Upper Lower New");

    public static readonly FrozenSet<string> EventHeads = Set(
        "Cup Games Festival War Election Elections Summit Conference Olympics Championship Championships Open Prix "
        + "Awards Award Day Marathon Forum Convention " +
        "Expo Tour Revolution Uprising Massacre Earthquake Hurricane Crisis");

    /// <summary>“Storm Vera”, “Operation Overlord”.</summary>
    public static readonly FrozenSet<string> EventFronts = Set("Storm Hurricane Typhoon Cyclone Operation Cop COP");

    /// <summary>“chief executive of X”: X is a house.</summary>
    public static readonly FrozenSet<string> OfficersOf =
        Set("executive director head president chairman chairwoman founder owner spokesman spokeswoman spokesperson "
            + "chief boss manager member employee");

    public static readonly FrozenSet<string> OtherHeads =
        Set("Act Bill Treaty Agreement Accord Accords Law Code Constitution Protocol Amendment Prize Index Programme "
            + "Program Plan Report");

    public static readonly FrozenSet<string> ProductWords = Set(
        "app apps application platform software smartphone smartphones phone messenger browser website game console "
        + "chatbot service tablet device laptop missile " +
        "vaccine drug aircraft jet helicopter model");

    public static readonly FrozenSet<string> OrganisationWords = Set(
        "company firm agency group bank regulator newspaper broadcaster organisation organization party union charity "
        + "manufacturer maker producer supplier operator owner lender insurer retailer carmaker airline " +
        "startup start-up think-tank watchdog ministry university hospital club team");

    public static readonly FrozenSet<string> PlaceWords =
        Set("capital city town village region province state island country district suburb port neighbourhood "
            + "neighborhood");

    public static readonly FrozenSet<string> PlacePrepositions = Set("in near across outside inside around throughout");

    public static readonly FrozenSet<string> SpeakingVerbs = SpeechVerbs.Of(SpeechVerbs.PlainPattern).ToFrozenSet();

    /// <summary>Lower-case words that join the parts of one name.</summary>
    public static readonly FrozenSet<string> Particles =
        Set("de da del della di du la van von der den bin ibn al el dos das ul");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}

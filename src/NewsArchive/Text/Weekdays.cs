namespace NewsArchive.Text;

/// <summary>
/// The names of weekdays beside dates, in the languages whose pages are read most, as the alternation of a pattern.
/// </summary>
internal static class Weekdays
{
    public const string Pattern =
        "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun"
        + "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
        + "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
        + "|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
        + "|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
        + "|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira"
        + "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
        + "|mandag|måndag|tirsdag|tisdag|onsdag|torsdag|fredag|lørdag|lördag|søndag|söndag"
        + "|maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina|lauantaina|sunnuntaina"
        + "|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
        + "|pondělí|úterý|středa|čtvrtek|pátek|neděle|pondelok|utorok|streda|štvrtok|piatok|nedeľa"
        + "|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
        + "|понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя"
        + "|понеделник|сряда|четвъртък|петък|събота|неделя|ponedjeljak|utorak|srijeda|četvrtak|petak|subota|nedjelja"
        + "|luni|marți|miercuri|joi|vineri|sâmbătă|duminică|hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap"
        + "|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή"
        + "|senin|selasa|rabu|kamis|jumat|sabtu|minggu|thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|chủ nhật"
        + "|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
        + "|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי";
}

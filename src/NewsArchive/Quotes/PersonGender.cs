using System.Collections.Frozen;
using NewsArchive.Entities;

namespace NewsArchive.Quotes;

/// <summary>Whether somebody can be meant by “he” or “she”, as far as the given name tells.</summary>
internal static class PersonGender
{
    /// <summary>Given names that women have; other known ones are taken for men's.</summary>
    private static readonly FrozenSet<string> OfWomen = (
        "Mary Patricia Linda Barbara Elizabeth Jennifer Maria Susan Margaret Dorothy Lisa Nancy Karen Betty Helen Sandra Donna Carol "
        + "Ruth Sharon Michelle Laura Sarah Kimberly Deborah Jessica Shirley Cynthia Angela Melissa Brenda Amy Anna Rebecca Virginia "
        + "Kathleen Pamela Martha Debra Amanda Stephanie Carolyn Christine Marie Janet Catherine Frances Ann Joyce Diane Alice Julie "
        + "Heather Teresa Doris Gloria Evelyn Jean Cheryl Katherine Joan Ashley Judith Rose Janice Kelly Nicole Judy Christina Kathy "
        + "Theresa Beverly Denise Tammy Irene Jane Lori Rachel Marilyn Andrea Kathryn Louise Sara Anne Jacqueline Wanda Bonnie Julia "
        + "Ruby Lois Tina Phyllis Norma Paula Diana Annie Lillian Emily Caroline Claire Emma Charlotte Hillary Hilary Condoleezza "
        + "Nicola Ursula Giorgia Marine Corazon Tessa Estelle Cherie Ségolène Yulia Kamala Ivanka Melania Gina Carly Jill Nikki Megyn "
        + "Samantha Victoria Olivia Sophie Sophia Isabella Mia Grace Hannah Zoe Lucy Ella Amelia Charlene Priscilla Naomi Rita Vera "
        + "Ingrid Astrid Greta Sanna Mette Annalena Katrin Sahra Beate Petra Sabine Monika Claudia Heidi Élisabeth Valérie Rachida "
        + "Françoise Isabel Yolanda Irene Cristina Dilma Elly Beata Małgorzata Agnieszka Katarzyna Elżbieta Ewa Fatma Ayşe Emine "
        + "Zeynep Meral Мария Анна Елена Ольга Наталья Татьяна Ирина Анастасия Екатерина Светлана Юлия Людмила Марина Benazir Indira "
        + "Sonia Aung Malala Priyanka Mamata Sheikh Hasina").Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> She = new[] { "she", "her", "sie", "elle", "-elle", "-t-elle", "ella",
        "lei", "ela",
        "zij", "ze", "ona", "она" }.ToFrozenSet();

    private static readonly FrozenSet<string> Both = new[] { "o", "it", "they" }.ToFrozenSet();

    /// <param name="pronoun">As written, perhaps with words around it.</param>
    public static bool? Of(string pronoun)
    {
        var word = pronoun[(pronoun.LastIndexOf(' ') + 1)..].ToLowerInvariant();
        return Both.Contains(word) ? null : She.Contains(word);
    }

    public static bool Fits(string name, bool? isShe)
    {
        if (isShe is null) return true;
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return true;
        var given = name[..space];
        return OfWomen.Contains(given) ? isShe.Value : !Gazetteer.IsGivenNameAnywhere(given) || !isShe.Value;
    }
}

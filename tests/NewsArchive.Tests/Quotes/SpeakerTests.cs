using System.Text;
using NewsArchive.Formats;
using NewsArchive.Quotes;

namespace NewsArchive.Tests.Quotes;

/// <summary>Who said it, and how certain that is.</summary>
public sealed class SpeakerTests
{
    private static List<Quote> Read(string text) =>
        [.. new ArticlePipeline(TimeProvider.System).Read(new("case.txt", 1, "text", "utf-8", Encoding.UTF8.GetBytes(text), text,
            DeclaredFields.None, [])).Quotes];

    private static Quote Only(string text) => Assert.Single(Read("A case\n\n" + text));

    [Theory]
    [InlineData("“We will never give up on this plan,” Senator Pat Toomey (R-Pa.) said on Monday.", "Pat Toomey")]
    [InlineData("Jane Miller met Tom Reed in Oslo. Jane Miller said the plan was late but added, “It will work in the end.”",
        "Jane Miller")]
    [InlineData("Jane Miller praised Tom Reed's comments on Monday, telling reporters, “That was the right thing to say.”",
        "Jane Miller")]
    [InlineData("Tom Reed was asked by Jane Miller, “Did you know about the letter at all?”", "Jane Miller")]
    [InlineData("“Maybe the minister has not read the report yet,\" Jane Miller shot back in Oslo.", "Jane Miller")]
    [InlineData("Jane Miller spoke for an hour in Oslo on Monday about the new harbour and its cost. She was not pleased.\n\n"
        + "The paper says that it will print all letters. Jane Miller continued:\n\n“The questions asked in this debate tell us why "
        + "nobody trusts them.”\n\nThe harbour opens in May, two years late.", "Jane Miller")]
    [InlineData("“I cannot believe that this man is running for mayor again.” ― Jane Miller", "Jane Miller")]
    public void Speaker_is_told_by(string text, string speaker) => Assert.Equal(speaker, Only(text).Speaker);

    [Fact]
    public void She_is_a_woman_named_since_the_last_quote() =>
        Assert.Equal("Caroline Reed", Read("A case\n\n“The plan is good for all of us,” Charles Miller said in Oslo. Caroline Reed of "
            + "the Greens welcomed the plan. But she added: “This treaty is a flawed document that will cost us much.”")[^1].Speaker);

    [Fact]
    public void Words_behind_another_name_in_the_paragraph_are_not_those_of_the_one_before() =>
        Assert.DoesNotContain(Read("A case\n\n“The plan is good for all of us,” Charles Miller said in Oslo. Caroline Reed of the "
            + "Greens welcomed what she called his “courage in keeping his own word” on the plan."),
            q => q.Text.StartsWith("courage", StringComparison.Ordinal) && q.Speaker == "Charles Miller");

    [Fact]
    public void A_stop_behind_the_marks_ends_what_belongs_to_them() =>
        Assert.NotEqual("Charles Miller", Read("A case\n\nIn May Tom Reed complained about “personal and abusive campaigning by them”. "
            + "Charles Miller told the paper: “It is such a pity that nobody listens.”")[0].Speaker);

    [Fact]
    public void An_aide_to_somebody_is_not_that_one() =>
        Assert.DoesNotContain(Read("A case\n\n“The companies are trying to get this going again,” an aide to Farm Secretary Richard "
            + "Reed said in Oslo. “But there just is not much talk about it.”"), q => q.Speaker == "Richard Reed" && !q.IsPerhaps);

    [Fact]
    public void Dismissed_claims_are_not_made_by_whoever_dismisses_them() =>
        Assert.DoesNotContain(Read("A case\n\nMinister Michael Reed has dismissed claims that his plan was “moving onto the turf” of "
            + "others in Oslo."), q => q.Speaker == "Michael Reed");

    [Fact]
    public void An_unnamed_member_of_a_house_is_not_the_house() =>
        Assert.Null(Only("“This is crucial for all of them now,” said one former Republican Party aide in Washington.").Speaker);

    [Fact]
    public void A_famous_name_nearby_without_a_verb_is_no_speaker() =>
        Assert.DoesNotContain(Read("A case\n\nThe crowd cheered Angela Merkel in Berlin. Banners showed “Four more years for the "
            + "whole of the country”."), q => q.Speaker == "Angela Merkel");

    [Fact]
    public void She_after_two_women_is_perhaps()
    {
        var quote = Read("A case\n\nJane Miller met Anna Reed in Oslo on Monday to speak about the harbour. The talks went on for "
            + "hours.\n\n“We have found a way that all of us can live with,” she said.")[^1];
        Assert.True(quote.Speaker is null || quote.IsPerhaps);
    }

    [Fact]
    public void A_paragraph_that_is_nothing_but_words_goes_on_perhaps()
    {
        var quotes = Read("A case\n\n“We have found a way that all can live with,” Jane Miller said in Oslo.\n\n“It took us the "
            + "whole night and most of the morning to get there.”\n\nThe harbour opens in May.");
        Assert.Equal(["Jane Miller", "Jane Miller"], quotes.Select(q => q.Speaker));
        Assert.Equal([false, true], quotes.Select(q => q.IsPerhaps));
    }

    [Theory]
    [InlineData("„Wir müssen jetzt gemeinsam handeln“, sagte Angela Merkel nach dem Treffen mit den Ministern in Paris.",
        "Angela Merkel")]
    [InlineData("« C'est une mesure de justice pour tous », a déclaré Bruno Le Maire devant les députés à Paris lundi soir.",
        "Bruno Le Maire")]
    [InlineData("«Son unas cuentas justas para todos los españoles», aseguró Pedro Sánchez en el Congreso de los Diputados.",
        "Pedro Sánchez")]
    public void Other_languages_have_their_own_verbs(string text, string speaker) => Assert.Equal(speaker, Only(text).Speaker);
}

using System.CommandLine;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;
using NewsArchive.Web.Json;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive related ID</c></summary>
internal static class RelatedCommand
{
    public static Command Create()
    {
        var id = new Argument<long>("ID") { Description = "Number of the article." };
        var command = new Command("related",
            "Print the articles related to one, with reasons whose weights add up to the score.")
        {
            id
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            await using var db = archive.DbToRead();
            var articles = new ArticleQuery(archive, db);
            var wanted = parsed.GetValue(id);
            if (await articles.SummaryAsync(wanted, cancel) is null)
            {
                CommandLine.Say($"There is no article {wanted} in this archive.");
                return ExitCode.SomeFailed;
            }
            var related = await new RelatedQuery(archive, db).OfAsync(wanted, cancel);
            if (parsed.GetValue(Settings.Json))
                Output.Json(StoryJson.Related(wanted, related));
            else
                foreach (var other in related)
                {
                    Output.Line(Output.Of(other.Article));
                    Output.Line(
                        $"        {Words(other.Relation)}, {other.Score:0.00}: "
                        + $"{string.Join(" · ", other.Reasons.Select(r => $"{r.Detail} ({r.Weight:0.00})"))}");
                }
            return ExitCode.Good;
        });
        return command;
    }

    private static string Words(Relation relation) =>
        relation switch { Relation.SameText => "same text", Relation.SameEvent => "same event", _ => "same topic" };
}

using System.CommandLine;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Json;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive stories</c></summary>
internal static class StoriesCommand
{
    public static Command Create()
    {
        var limit = Settings.Number("--limit", "Stories to print.", 20, 1);
        var command = new Command("stories", "Print stories with their articles, the latest first.") { limit };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            await using var db = archive.DbToRead();
            var page = new BrowseQuery(archive, db).Stories(new(), 1, parsed.GetValue(limit));
            var members = await new StoryQuery(archive, db).ArticlesOfAsync([.. page.Rows.Select(s => s.Id)], cancel);
            var stories = page.Rows.Select(s => (Story: s, Articles: members[s.Id].ToList())).ToList();
            if (parsed.GetValue(Settings.Json))
                Output.Json(new { stories = stories.Select(s => StoryJson.Of(s.Story, s.Articles)) });
            else
                foreach (var (story, articles) in stories)
                {
                    Output.Line($"Story {story.Id}: {story.Head.Title}");
                    articles.ForEach(a => Output.Line(Output.Of(a)));
                }
            return ExitCode.Good;
        });
        return command;
    }
}

using System.CommandLine;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
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
            await using var db = archive.Db();
            var page = await new BrowseQuery(db).StoriesAsync(1, parsed.GetValue(limit), cancel);
            var query = new StoryQuery(db);
            List<(StorySummary Story, List<ArticleSummary> Articles)> stories = [];
            foreach (var story in page.Rows) stories.Add((story, await query.ArticlesAsync(story.Id, cancel)));
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

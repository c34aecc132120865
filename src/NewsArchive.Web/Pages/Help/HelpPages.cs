using System.Collections.Frozen;
using Markdig;
using Microsoft.AspNetCore.Html;
using NewsArchive.Web.Api;

namespace NewsArchive.Web.Pages.Help;

/// <param name="Order">Place in the list of topics.</param>
public sealed record HelpPage(string Topic, string Title, string Markdown, IHtmlContent Html, int Order);

/// <summary>
/// The user's documentation: Markdown files inside the program, rendered once. HTML in them is shown, not run.
/// </summary>
public sealed class HelpPages
{
    private static readonly string[] Topics = ["start", "importing", "reading", "search", "names", "stories",
        "correcting", "desk", "taking", "commands", "formats", "addresses", "api", "assistants", "installing", "running", "newsroom", "safe-keeping"];

    private readonly FrozenDictionary<string, HelpPage> pages;

    public HelpPages()
    {
        var pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers().Build();
        pages = Topics.Select((topic, i) => Load(topic, i, pipeline)).ToFrozenDictionary(p => p.Topic);
    }

    public IEnumerable<HelpPage> All => pages.Values.OrderBy(p => p.Order);

    public HelpPage? Find(string topic) => pages.GetValueOrDefault(topic);

    private static HelpPage Load(string topic, int order, MarkdownPipeline pipeline)
    {
        using var stream = typeof(HelpPages).Assembly.GetManifestResourceStream($"NewsArchive.Web.Help.{topic}.md")
            ?? throw new InvalidOperationException($"the help page {topic} is missing");
        using var reader = new StreamReader(stream);
        var markdown = reader.ReadToEnd();
        if (topic == ApiHelp.Topic) markdown += ApiHelp.Addresses();
        return new(topic, markdown[2..markdown.IndexOf('\n', StringComparison.Ordinal)].Trim(), markdown,
            new HtmlString(Markdown.ToHtml(markdown, pipeline)), order);
    }
}

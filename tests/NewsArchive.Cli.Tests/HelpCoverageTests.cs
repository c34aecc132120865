using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Search;
using NewsArchive.Storage;
using NewsArchive.Storage.Search;
using NewsArchive.Text;
using NewsArchive.Web;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Assistants;
using NewsArchive.Web.Export;
using NewsArchive.Web.Pages.Help;
using NewsArchive.Web.Text;

namespace NewsArchive.Cli.Tests;

/// <summary>Whatever can be typed, addressed or read is in the help.</summary>
public sealed class HelpCoverageTests
{
    private static readonly HelpPages Help = new();

    private static string Page(string topic) => Help.Find(topic)!.Markdown;

    [Fact]
    public void Every_command_and_option_is_explained()
    {
        var root = CommandTree.Create();
        var page = Page("commands");
        foreach (var command in root.Subcommands)
        {
            Assert.Contains($"## {command.Name}", page, StringComparison.Ordinal);
            Assert.All(command.Options,
                option => Assert.Contains($"{option.Name}", Section(page, command.Name), StringComparison.Ordinal));
        }
        Assert.All(root.Options, option => Assert.Contains($"`{option.Name}", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_query_field_is_explained_with_an_example()
    {
        Assert.All(QuerySyntax.FieldNames,
            field => Assert.Matches($@"\[`{field}:[^`]+`\]\(/search\?q=", Page("search")));
        Assert.All(Enum.GetNames<ArticleState>(),
            value => Assert.Contains($"`is:{value.ToLowerInvariant()}`", Page("search"), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_search_parameter_is_explained()
    {
        Assert.All(SearchAddress.Parameters,
            name => Assert.Contains($"`{name}`", Page("search"), StringComparison.Ordinal));
        Assert.All(Enum.GetNames<FilterField>(),
            field => Assert.Contains(field.ToLowerInvariant(), SearchAddress.Parameters));
    }

    [Fact]
    public void Every_language_with_word_forms_is_named() =>
        Assert.All(Stemmer.Languages,
            language => Assert.Contains(Say.Language(language), Page("search"), StringComparison.Ordinal));

    [Fact]
    public void Every_format_is_explained() =>
        Assert.All(FormatDetection.Formats,
            format => Assert.Contains($"(`{format.Name}`)", Page("formats"), StringComparison.Ordinal));

    [Fact]
    public void Every_kind_of_line_and_every_status_is_explained()
    {
        Assert.All(Enum.GetValues<LineKind>(),
            kind => Assert.Contains($"| `{kind.Name()}` |", Page("reading"), StringComparison.Ordinal));
        Assert.All(Enum.GetNames<InferenceStatus>(),
            status => Assert.Contains($"| {status.ToLowerInvariant()} |", Page("reading"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_route_is_explained()
    {
        var folder = Directory.CreateTempSubdirectory("newsarchive-help-").FullName;
        var archive =
            await StorageSetup.OpenOrCreateAsync(Path.Combine(folder, "archive.db"),
                TestContext.Current.CancellationToken);
        await using var app = WebApp.Create(new(archive, "http://127.0.0.1:0", Quiet: true));
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Concat(((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
            .Select(e => "/" + Regex.Replace(e.RoutePattern.RawText ?? "", @":\w+|\?", "").Trim('/')).Distinct()
            .ToList();
        Assert.True(routes.Count >= 17, string.Join(", ", routes));
        Assert.All(routes, route => Assert.True(IsExplained(route == "/Index" ? "/" : route),
            $"{route} is not in the help"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A page by its address, another form of it in the table of suffixes, the API on a page of its
    /// own.</summary>
    private static bool IsExplained(string route)
    {
        if (route.StartsWith("/api/v1/", StringComparison.Ordinal)) return Page("api").Contains($"### {route}\n",
            StringComparison.Ordinal);
        var page = Page("addresses");
        if (page.Contains($"`{route}`", StringComparison.Ordinal)) return true;
        var dot = route.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && page.Split("## Other forms of a page")[1].Split('\n').Any(row =>
            row.StartsWith($"| `{route[..dot]}` |", StringComparison.Ordinal) && row.Contains($"`{route[dot..]}`",
                StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_has_its_line_in_one_table() => Assert.All(Settings.All, setting => Assert.Contains(
        $"| `{setting.Variable}` | `{setting.Key}` | {setting.Said} |", Page("installing"), StringComparison.Ordinal));

    [Fact]
    public void Every_form_and_column_that_is_taken_along_is_explained()
    {
        Assert.All(ExportFormat.All, f => Assert.Contains($"| `{f.Name}` | `.{f.Suffix}` |", Page("taking"),
            StringComparison.Ordinal));
        Assert.All(ArticleTable.Columns, column => Assert.Contains($"`{column}`", Page("taking"),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_has_examples_that_are_read()
    {
        var root = CommandTree.Create();
        foreach (var command in root.Subcommands)
        {
            Assert.NotEmpty(CommandTree.ExamplesOf(command));
            foreach (var example in CommandTree.ExamplesOf(command).Where(e => e.StartsWith("newsarchive ",
                StringComparison.Ordinal)))
            {
                var typed = Regex.Matches(Regex.Replace(example["newsarchive ".Length..], " >.*", ""),
                    "'([^']*)'|\"([^\"]*)\"|(\\S+)")
                    .Select(m => m.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value).ToList();
                var parsed = CommandTree.Create().Parse(typed);
                Assert.True(parsed.Errors.Count == 0,
                    $"{example}: {string.Join(" ", parsed.Errors.Select(e => e.Message))}");
                Assert.Equal(command.Name, typed[0]);
            }
        }
    }

    [Fact]
    public void Every_tool_of_assistants_is_explained() => Assert.All(AssistantServer.Tools, tool =>
        Assert.Contains($"| `{tool}` |", Page("assistants"), StringComparison.Ordinal));

    [Fact]
    public void Every_link_between_help_pages_leads_to_one()
    {
        foreach (var page in Help.All)
            Assert.All(Regex.Matches(page.Markdown, @"\]\(/help/(\w+)\)").Select(m => m.Groups[1].Value),
                topic => Assert.NotNull(Help.Find(topic)));
    }

    private static string Section(string page, string command)
    {
        var from = page.IndexOf($"## {command}", StringComparison.Ordinal);
        var to = page.IndexOf("\n## ", from, StringComparison.Ordinal);
        return to < 0 ? page[from..] : page[from..to];
    }
}

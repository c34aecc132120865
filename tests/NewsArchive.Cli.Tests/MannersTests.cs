using System.Net.Sockets;

namespace NewsArchive.Cli.Tests;

/// <summary>How the program speaks to whoever types.</summary>
public sealed class MannersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_arguments_and_with_help_the_commands_are_listed()
    {
        using var command = new Command();
        var alone = await command.RunAsync();
        Assert.Equal((0, ""), (alone.ExitCode, alone.Error));
        Assert.Contains("export <QUERY>", alone.Out, StringComparison.Ordinal);
        Assert.Equal(alone.Out, (await command.RunAsync("help")).Out);
    }

    [Theory]
    [InlineData("help", "search")]
    [InlineData("search", "--help")]
    public async Task Help_of_a_command_has_examples(string first, string second)
    {
        using var command = new Command();
        var help = await command.RunAsync(first, second);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Examples:", help.Out, StringComparison.Ordinal);
        Assert.Contains("newsarchive search --batch queries.jsonl", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Word_that_is_no_command_is_answered_with_what_was_meant()
    {
        using var command = new Command();
        var wrong = await command.RunAsync("serach", "x");
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Out));
        Assert.Contains("search", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("newsarchive help", wrong.Error, StringComparison.Ordinal);
        var help = await command.RunAsync("help", "serach");
        Assert.Equal(2, help.ExitCode);
        Assert.Contains("There is no command serach.", help.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_in_use_is_said_in_one_line()
    {
        using var command = new Command();
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        var served = await command.RunAsync("serve", "--urls", url);
        Assert.Equal(1, served.ExitCode);
        Assert.Equal($"{url} is in use already. Name another address with --urls, such as http://127.0.0.1:5081, or stop what uses it.",
            served.Error.Trim());
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Shell_is_given_a_script(string shell)
    {
        using var command = new Command();
        var script = await command.RunAsync("completion", shell);
        Assert.Equal(0, script.ExitCode);
        Assert.Contains("[suggest:", script.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shell_that_asks_is_told_commands_and_options()
    {
        using var command = new Command();
        Assert.Contains("export", (await command.RunAsync("[suggest:15]", "newsarchive exp")).Out,
            StringComparison.Ordinal);
        Assert.Contains("--format", (await command.RunAsync("[suggest:23]", "newsarchive export --fo")).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manual_page_has_every_command_and_option()
    {
        using var command = new Command();
        var page = (await command.RunAsync("help", "--man")).Out;
        foreach (var part in CommandTree.Create().Subcommands)
        {
            Assert.Contains($".SS newsarchive {part.Name}", page, StringComparison.Ordinal);
            Assert.All(part.Options, option => Assert.Contains(option.Name.Replace("-", "\\-",
                StringComparison.Ordinal), page, StringComparison.Ordinal));
        }
        Assert.StartsWith(".TH NEWSARCHIVE 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_file_hold_where_no_variable_and_no_option_says_otherwise()
    {
        using var command = new Command();
        using var copy = new ProgramCopy();
        await File.WriteAllTextAsync(Path.Combine(copy.Folder, "appsettings.json"), """{"NewsArchive": {"Archive": "of-the-file.db"}}""", Cancel);
        await copy.RunAsync(command.Folder, "import", Command.Seeds);
        Assert.True(File.Exists(Path.Combine(command.Folder, "of-the-file.db")));
        await copy.RunAsync(command.Folder, "import", Command.Seeds, "--archive", "of-the-option.db");
        Assert.True(File.Exists(Path.Combine(command.Folder, "of-the-option.db")));
        await File.WriteAllTextAsync(Path.Combine(copy.Folder, "appsettings.json"), "{broken", Cancel);
        var (code, error) = await copy.RunAsync(command.Folder, "stats");
        Assert.Equal(2, code);
        Assert.Contains("appsettings.json cannot be read", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}

using System.CommandLine;
using NewsArchive.Web;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive help [COMMAND]</c>, also as a page of the manual.</summary>
internal static class HelpCommand
{
    public static Command Create()
    {
        var about = new Argument<string[]>("COMMAND")
        {
            Description = "A command. Default: all of them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var man = new Option<bool>("--man") { Description = "Print the whole as a manual page (roff), for man." };
        var command = new Command("help", "Explain a command.") { about, man };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(man))
            {
                ManualPage.Write(Console.Out, CommandTree.Create());
                return ExitCode.Good;
            }
            var root = CommandTree.Create();
            var asked = root.Parse([.. parsed.GetValue(about) ?? [], "--help"]);
            if (asked.UnmatchedTokens.Count == 0 && asked.Errors.Count == 0)
            {
                CommandTree.AddExamples(asked.CommandResult.Command);
                return await asked.InvokeAsync(cancellationToken: cancel);
            }
            CommandLine.Say($"There is no command {string.Join(' ', parsed.GetValue(about)!)}. There are: "
                + $"{string.Join(", ", root.Subcommands.Select(c => c.Name))}.");
            return ExitCode.WrongUsage;
        });
        return command;
    }
}

/// <summary>A manual page made from the tree of commands, so that it never says anything else.</summary>
internal static class ManualPage
{
    public static void Write(TextWriter page, RootCommand root)
    {
        page.WriteLine($".TH NEWSARCHIVE 1 \"\" \"NewsArchive {WebApp.Version}\" \"User Commands\"");
        page.WriteLine(".SH NAME\nnewsarchive \\- an archive of news articles to read, search and cite");
        page.WriteLine(".SH SYNOPSIS\n.B newsarchive\n.I COMMAND\n[\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]");
        page.WriteLine($".SH DESCRIPTION\n{Text(root.Description)}");
        page.WriteLine(".SH OPTIONS OF EVERY COMMAND");
        foreach (var option in root.Options) Write(page, option);
        page.WriteLine(".SH COMMANDS");
        foreach (var command in root.Subcommands)
        {
            Write(page, command, command.Name);
            foreach (var part in command.Subcommands) Write(page, part, $"{command.Name} {part.Name}");
        }
        page.WriteLine(".SH ENVIRONMENT");
        foreach (var (variable, _, said) in Settings.All)
            page.WriteLine($".TP\n.B {Text(variable)}\n{Text(said.Replace("`", "", StringComparison.Ordinal))}");
        page.WriteLine(".SH EXIT STATUS\n0 all good, 1 some inputs failed or the command could not do its work, 2 wrong usage, 130 or 143 "
            + "interrupted.");
    }

    private static void Write(TextWriter page, Command command, string name)
    {
        var arguments = string.Concat(command.Arguments.Select(a =>
            a.Arity.MinimumNumberOfValues == 0
                ? $" [{a.Name}]" : $" {a.Name}{(a.Arity.MaximumNumberOfValues > 1 ? "..." : "")}"));
        page.WriteLine($".SS newsarchive {Text(name + arguments)}");
        page.WriteLine(Text(command.Description));
        foreach (var option in command.Options) Write(page, option);
        if (CommandTree.ExamplesOf(command) is { Count: > 0 } examples)
            page.WriteLine($".PP\nExamples:\n.nf\n{Text(string.Join('\n', examples))}\n.fi");
    }

    private static void Write(TextWriter page, Option option) =>
        page.WriteLine($".TP\n.B {Text(option.Name)}{(option.HelpName is { } value ? $" \\fI{Text(
            value)}\\fR" : "")}\n{Text(option.Description)}");

    /// <summary>Signs that roff takes for its own.</summary>
    private static string Text(string? text) => string.Join('\n', (text ?? "").Split('\n').Select(line =>
        line.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal) is var plain
        && plain.Length > 0 && plain[0] is '.' or '\'' ? "\\&" + line : line.Replace("\\", "\\e",
            StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)));
}

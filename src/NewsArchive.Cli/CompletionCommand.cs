using System.CommandLine;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive completion SHELL</c>: the shell asks the program itself, which knows its commands.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _newsarchive() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(newsarchive "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _newsarchive newsarchive
            """,
        ["zsh"] = """
            _newsarchive() {
                local -a found
                found=("${(@f)$(newsarchive "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                compadd -- $found
                _files
            }
            compdef _newsarchive newsarchive
            """,
        ["fish"] = """
            function __newsarchive_complete
                set -l line (commandline -cp)
                newsarchive "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c newsarchive -a "(__newsarchive_complete)"
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName newsarchive -ScriptBlock {
                param($word, $line, $position)
                newsarchive "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", Scripts.Keys)}." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print what makes a shell complete commands and options.") { shell };
        command.SetAction(parsed => Output.Line(Scripts[parsed.GetValue(shell)!]));
        return command;
    }
}

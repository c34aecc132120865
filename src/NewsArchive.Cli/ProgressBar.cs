using Spectre.Console;

namespace NewsArchive.Cli;

/// <summary>A bar on standard error, where that is a terminal.</summary>
internal sealed class ProgressBar
{
    private readonly ProgressTask task;

    private ProgressBar(ProgressTask task) => this.task = task;

    /// <param name="quiet">No bar is wanted.</param>
    /// <param name="work">Given null where nothing is drawn.</param>
    public static async Task<T> RunAsync<T>(string title, bool quiet, Func<ProgressBar?, Task<T>> work)
    {
        if (quiet || Console.IsErrorRedirected) return await work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => work(new(context.AddTask(title))));
    }

    public void Show(long done, long total, string? said = null)
    {
        task.MaxValue = Math.Max(1, total);
        task.Value = done;
        if (said is not null) task.Description = said;
    }
}

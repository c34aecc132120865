using System.Runtime.InteropServices;

namespace NewsArchive.Cli;

/// <summary>
/// Ctrl+C and the request to end: the first lets what is being stored come to an end, a second ends the program at once,
/// which loses nothing that was stored.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registered;
    private volatile int code = Cli.ExitCode.Interrupted;

    public StopSignals() => registered =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, Cli.ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, Cli.ExitCode.Terminated)),
    ];

    public CancellationToken Token => stop.Token;

    /// <summary>What the program ends with once it was stopped.</summary>
    public int ExitCode => code;

    private void Handle(PosixSignalContext context, int exit)
    {
        code = exit;
        // Not cancelled, the signal ends the program as it always does.
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in registered) registration.Dispose();
        stop.Dispose();
    }
}

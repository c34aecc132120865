namespace NewsArchive.Storage.Search;

/// <summary>How much searching may cost whoever serves others.</summary>
/// <param name="AtOnce">Searches that run at the same time.</param>
/// <param name="Waiting">Searches that wait for one of them to end.</param>
/// <param name="Longest">From the asking to the answer.</param>
public sealed record SearchLimits(int AtOnce, int Waiting, TimeSpan Longest)
{
    /// <summary>For whoever asks at a command line, and may interrupt.</summary>
    public static readonly SearchLimits None = new(int.MaxValue, int.MaxValue, Timeout.InfiniteTimeSpan);

    public static readonly SearchLimits Served = new(Math.Max(2, Environment.ProcessorCount), 64, TimeSpan.FromSeconds(10));
}

/// <summary>A search that was not answered, and why; it may be asked again.</summary>
public sealed class SearchRefusedException(string message) : Exception(message);

/// <summary>Lets searches in one after another and ends those that take too long or that nobody waits for.</summary>
internal sealed class SearchGate(SearchLimits limits) : IDisposable
{
    private readonly SemaphoreSlim free = new(limits.AtOnce);
    private int waiting;

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> search, CancellationToken cancel)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bounded.CancelAfter(limits.Longest);
        try
        {
            if (Interlocked.Increment(ref waiting) > limits.Waiting && free.CurrentCount == 0)
                throw TooMany();
            await free.WaitAsync(bounded.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw TooMany();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
        try
        {
            return await search(bounded.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SearchRefusedException($"This search took longer than {limits.Longest.TotalSeconds:0} seconds and was "
                + "ended. Ask for fewer words with *, or narrow it by day, source or name.");
        }
        finally
        {
            free.Release();
        }
    }

    private static SearchRefusedException TooMany() =>
        new("Too many searches are asked at the same time. Try again in a few seconds.");

    public void Dispose() => free.Dispose();
}

using System.Collections.Concurrent;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>A file all of whose documents are stored.</summary>
internal sealed record WholeFile(FileState State, DateTime Begun, int Documents, (long Kept, long LeftOut) Characters);

/// <summary>
/// Follows the files of a run: documents are read on one thread and stored on another, and a file is whole when as many
/// were stored as were read.
/// </summary>
internal sealed class WholeFiles
{
    private sealed class Progress
    {
        public FileState? State;
        public DateTime Begun;
        public int Stored;
        public bool HasFailed;
        public long Kept, LeftOut;

        /// <summary>Documents of the file; null while it is being read.</summary>
        public int? Read;
    }

    private readonly ConcurrentDictionary<int, Progress> files = [];

    /// <param name="state">Null for what is never remembered.</param>
    public void Begin(int file, FileState? state, DateTime now)
    {
        if (state is not null) files[file] = new() { State = state, Begun = now };
    }

    public void End(int file, int documents)
    {
        if (files.TryGetValue(file, out var progress)) progress.Read = documents;
    }

    public void Add(int file, ImportResult result, long kept, long leftOut)
    {
        if (!files.TryGetValue(file, out var progress)) return;
        progress.Stored++;
        progress.HasFailed |= result.Status == ImportStatus.Failed;
        (progress.Kept, progress.LeftOut) = (progress.Kept + kept, progress.LeftOut + leftOut);
    }

    /// <summary>Files that became whole since the last call, without those that hold failures.</summary>
    public List<WholeFile> TakeRead()
    {
        List<WholeFile> whole = [];
        foreach (var (file, progress) in files)
        {
            if (progress.Read is not { } documents || progress.Stored < documents) continue;
            files.TryRemove(file, out _);
            if (documents > 0 && !progress.HasFailed)
                whole.Add(new(progress.State!, progress.Begun, documents, (progress.Kept, progress.LeftOut)));
        }
        return whole;
    }
}

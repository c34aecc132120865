using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace NewsArchive.Storage.Search;

/// <summary>
/// Where the index of an archive is: in a folder beside it, or in memory where nothing can be written there.
/// </summary>
internal sealed class IndexPlace : IDisposable
{
    private const string Suffix = ".index";

    private readonly string folder;
    private bool? isWritable;

    /// <param name="archive">What the paths of all that stands beside it begin with.</param>
    public IndexPlace(string archive)
    {
        folder = FolderOf(archive);
        // A folder that is there is only tried when something must be written.
        Directory = System.IO.Directory.Exists(folder) || IsWritable ? FSDirectory.Open(folder) : new RAMDirectory();
    }

    public Directory Directory { get; private set; }

    /// <summary>Of a folder that may only be read: what it holds is used as long as it is right.</summary>
    public bool IsWritable => isWritable ??= MayWrite(folder);

    public static string FolderOf(string archive) => archive + Suffix;

    /// <summary>The one who may write to it.</summary>
    /// <returns>Null while another process is writing.</returns>
    public IndexWriter? Writer(OpenMode mode)
    {
        try
        {
            return Open(mode);
        }
        catch (Exception e) when (mode == OpenMode.CREATE && IndexFollower.IsBroken(e))
        {
            // Even to begin anew the engine reads what is there.
            foreach (var file in Directory.ListAll())
                if (file.StartsWith('_') || file.StartsWith("segments", StringComparison.Ordinal))
                    Directory.DeleteFile(file);
            return Open(mode);
        }
    }

    private IndexWriter? Open(OpenMode mode)
    {
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            OpenMode = mode,
            WriteLockTimeout = 0,
            RAMBufferSizeMB = 64,
            MergeScheduler = new SerialMergeScheduler(),
        };
        try
        {
            return new(Directory, config);
        }
        catch (LockObtainFailedException)
        {
            return null;
        }
    }

    /// <summary>From here on in memory, and empty.</summary>
    public void MoveToMemory()
    {
        Directory.Dispose();
        Directory = new RAMDirectory();
        isWritable = true;
    }

    private static bool MayWrite(string folder)
    {
        try
        {
            System.IO.Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, $"trial-{Guid.NewGuid():N}");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => Directory.Dispose();
}

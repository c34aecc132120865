using System.Runtime.InteropServices;
using System.Text;

namespace NewsArchive.Storage.Import;

/// <summary>Tells files from pipes, sockets and devices, which the platform's own classes do not.</summary>
internal static partial class OrdinaryFile
{
    /// <summary>Bits of a mode that tell the kind of a file, and those of an ordinary one.</summary>
    private const int KindBits = 0xF000, Ordinary = 0x8000;

    /// <summary>Place of the mode in what the runtime's own library tells of a file, behind four bytes of flags.</summary>
    private const int ModeAt = 4;

    /// <summary>True also where it cannot be told.</summary>
    public static bool Is(string path)
    {
        if (OperatingSystem.IsWindows()) return true;
        try
        {
            Span<byte> status = stackalloc byte[256];
            return Stat(Encoding.UTF8.GetBytes(path + '\0'), ref MemoryMarshal.GetReference(status)) != 0
                || (BitConverter.ToInt32(status[ModeAt..]) & KindBits) == Ordinary;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return true;
        }
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    private static partial int Stat(byte[] path, ref byte status);
}

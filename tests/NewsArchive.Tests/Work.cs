using System.Runtime.InteropServices;

namespace NewsArchive.Tests;

/// <summary>What the calling thread has worked, in seconds: other tests and programs on the machine do not count.</summary>
internal static partial class Work
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID of Linux.</summary>
    private const int ThreadClock = 3;

    public static bool CanBeMeasured => OperatingSystem.IsLinux();

    /// <summary>The least of three runs, since a first one also compiles and a machine has its moments.</summary>
    public static double Least(Action work) => Enumerable.Range(0, 3).Min(_ => Of(work));

    public static double Of(Action work)
    {
        var before = Seconds();
        work();
        return Seconds() - before;
    }

    private static double Seconds()
    {
        Assert.Equal(0, ClockGetTime(ThreadClock, out var time));
        return time.Seconds + time.Nanoseconds / 1e9;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out Time time);
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>Signals to a task's process and to everything that it started.</summary>
internal static partial class ProcessTree
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    /// <summary>Asks the process to end, as a container runtime asks the container's first process.</summary>
    public static void Terminate(ProcessIdentity process)
    {
        if (process.IsRunning)
        {
            _ = Kill(process.Pid, SigTerm);
        }
    }

    /// <summary>Ends the process, its descendants and its group at once. Nothing happens where that very process has ended.</summary>
    public static void KillAll(ProcessIdentity process)
    {
        if (process.IsRunning)
        {
            KillDescendants(process.Pid);
            KillGroup(process.Pid);
        }
    }

    /// <summary>Ends what a task left in its own process group when its first process ended just now.</summary>
    public static void KillGroup(int leader)
    {
        if (leader > 1)
        {
            _ = Kill(-leader, SigKill);
        }
    }

    /// <summary>
    /// Ends every process whose working directory lies in the folder, which finds what tasks of a killed session left behind. Linux only:
    /// elsewhere the processes on record are found, and their descendants while those processes live.
    /// </summary>
    public static void KillWithin(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(folder))
        {
            return;
        }
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && WorksIn(pid, folder))
            {
                _ = Kill(pid, SigKill);
            }
        }
    }

    private static bool WorksIn(int pid, string folder)
    {
        try
        {
            var link = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd")).LinkTarget;
            return pid != Environment.ProcessId && link is not null && link.StartsWith(Path.GetFullPath(folder) + "/", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void KillDescendants(int pid)
    {
        try
        {
            using var root = Process.GetProcessById(pid);
            root.Kill(entireProcessTree: true);
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in between, which is all that was wanted.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}

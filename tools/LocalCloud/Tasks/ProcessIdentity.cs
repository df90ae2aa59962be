using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>A process, told apart from a later one that was given the same number.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Start">When it started, in the operating system's own unit: only equality has a meaning.</param>
public sealed record ProcessIdentity(int Pid, long Start)
{
    /// <summary>The identity of a running process; null where there is none (any more).</summary>
    public static ProcessIdentity? Of(int pid) =>
        (OperatingSystem.IsLinux() ? LinuxStart(pid) : PortableStart(pid)) is { } start ? new ProcessIdentity(pid, start) : null;

    /// <summary>Whether this very process still runs; a zombie does not.</summary>
    public bool IsRunning => Of(Pid) == this;

    // The process's start is field 22 of /proc/<pid>/stat, in clock ticks since boot: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static long? LinuxStart(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            // The second field is the command's name, which may hold spaces and brackets itself.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? PortableStart(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}

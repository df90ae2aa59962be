using System.Diagnostics;
using System.Globalization;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// The right to change a stack, held by one process at a time. It is the operating system's lock on a file, so that it ends with
/// the process that held it, however that ended. The lock file stays: removing it would let two processes lock two files of one name.
/// </summary>
public sealed class StackLock : IDisposable
{
    private readonly string folder;
    private readonly FileStream file;

    private StackLock(string folder, FileStream file) => (this.folder, this.file) = (folder, file);

    // Who holds the lock stands beside it: a file that is locked cannot be read.
    private string OwnerPath => Path.Combine(folder, "owner");

    internal static StackLock Take(string lockPath, string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(lockPath)!);
        try
        {
            var held = new StackLock(folder, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            Directory.CreateDirectory(folder);
            File.WriteAllText(held.OwnerPath, DescribeThisProcess());
            return held;
        }
        catch (IOException e) when (File.Exists(lockPath))
        {
            var owner = Path.Combine(folder, "owner");
            throw new EngineException($"the stack is in use by {(File.Exists(owner) ? File.ReadAllText(owner) : "another process")}. Wait for it to end, or stop it, and try again.", e);
        }
    }

    /// <summary>Gives the stack free; removes the stack's folder if nothing else is in it.</summary>
    public void Dispose()
    {
        File.Delete(OwnerPath);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
        file.Dispose();
    }

    private static string DescribeThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"process {process.Id} ({process.ProcessName}, started {process.StartTime.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z)");
    }
}

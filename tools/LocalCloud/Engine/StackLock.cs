using System.Globalization;
using System.Text;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// The right to change a stack, held by one process at a time. It is the operating system's lock on a file, so that it ends with
/// the process that held it, however that ended; the file says which process that is.
/// </summary>
public sealed class StackLock : IDisposable
{
    private readonly FileStream file;

    private StackLock(FileStream file) => this.file = file;

    internal static StackLock Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        while (true)
        {
            Directory.CreateDirectory(folder);
            var held = new StackLock(Open(path));
            held.WriteOwner();
            // The previous owner may have removed the very file that was just locked; then the lock guards nothing.
            if (ReadOwner(path) == Owner)
                return held;
            held.file.Dispose();
        }
    }

    /// <summary>Gives the stack free; removes the stack's folder if nothing else is in it.</summary>
    public void Dispose()
    {
        var folder = Path.GetDirectoryName(file.Name)!;
        File.Delete(file.Name);
        file.Dispose();
        RemoveIfEmpty(folder);
        RemoveIfEmpty(Path.GetDirectoryName(folder)!);
    }

    private static string Owner { get; } = DescribeThisProcess();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new EngineException($"the stack is in use by {ReadOwner(path) ?? "another process"}. Wait for it to end, or stop it, and try again.", e);
        }
    }

    private void WriteOwner()
    {
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(Owner));
        file.Flush();
    }

    private static string? ReadOwner(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string DescribeThisProcess()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"process {process.Id} ({process.ProcessName}, started {process.StartTime.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z)");
    }

    private static void RemoveIfEmpty(string folder)
    {
        try
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another process has just begun to use it.
        }
    }
}

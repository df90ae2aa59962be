using System.Text.Json;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>
/// The folders in which processes of a session run, one each, with a note of the process beside it. What a session leaves behind that was
/// killed is found by these notes, and on Linux also by working directory.
/// </summary>
internal sealed class TaskFolders
{
    private readonly string _root;

    private TaskFolders(string root) => _root = root;

    /// <summary>Ends whatever an earlier session left running below the folder, and empties it.</summary>
    public static TaskFolders Open(string root)
    {
        Orphans.End(Directory.Exists(root) ? [.. Directory.EnumerateFiles(root, "*.process").Select(Read).OfType<ProcessIdentity>()] : [], root);
        Directory.CreateDirectory(root);
        return new(root);
    }

    /// <summary>A folder for one process.</summary>
    public TaskFolder Create() => new(_root, Guid.NewGuid().ToString("N"));

    private static ProcessIdentity? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), TaskJson.Default.ProcessIdentity);
        }
        catch (JsonException)
        {
            // Half written: the process was never released.
            return null;
        }
    }
}

/// <summary>The folder of one process; removed when disposed.</summary>
internal sealed class TaskFolder(string root, string id) : IDisposable
{
    /// <summary>32 hexadecimal digits.</summary>
    public string Id => id;

    public string Path { get; } = System.IO.Path.Combine(root, id);

    private string Note => Path + ".process";

    /// <summary>Writes down who runs here, before it is released.</summary>
    public void Record(ProcessIdentity process) => File.WriteAllBytes(Note, JsonSerializer.SerializeToUtf8Bytes(process, TaskJson.Default.ProcessIdentity));

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
            File.Delete(Note);
        }
        catch (IOException)
        {
            // A descendant that is just being killed still wrote into it; the next session empties the parent folder.
        }
    }
}

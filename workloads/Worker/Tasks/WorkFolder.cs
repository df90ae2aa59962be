namespace CloudStacks.Worker.Tasks;

/// <summary>A temporary folder that goes with its user.</summary>
sealed class WorkFolder : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("worker-");

    /// <summary>A path in the folder, or in a subfolder of its own.</summary>
    public string File(string name, string subfolder = "input") => Path.Combine(_root.CreateSubdirectory(subfolder).FullName, name);

    public void Dispose()
    {
        try
        {
            _root.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child of the command may still hold a file; the folder is the system's to clean then.
        }
    }
}

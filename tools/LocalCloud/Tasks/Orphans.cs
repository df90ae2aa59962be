namespace CloudStacks.LocalCloud.Tasks;

/// <summary>What a session that was killed left running.</summary>
internal static class Orphans
{
    /// <summary>Ends the processes on record and everything that works below the tasks' folder, and removes the folder.</summary>
    public static void End(IEnumerable<ProcessIdentity> recorded, string folder)
    {
        foreach (var process in recorded)
        {
            ProcessTree.KillAll(process);
        }
        ProcessTree.KillWithin(folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

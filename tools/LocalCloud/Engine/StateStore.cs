using System.Text.Json;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Where one stack's state and data live: <c>home/service/stack/{state.json, data}</c>.</summary>
public partial class StateStore
{
    private readonly string service;
    private readonly string stack;
    private readonly string lockPath;

    /// <summary>Throws <see cref="EngineException"/> where a name could leave its folder.</summary>
    public StateStore(string home, string service, string stack)
    {
        this.service = CheckName("service", service);
        this.stack = CheckName("stack", stack);
        Folder = Path.Combine(Path.GetFullPath(home), service, stack);
        lockPath = Path.Combine(Path.GetFullPath(home), ".locks", $"{service}.{stack}");
    }

    /// <summary>The stack's folder.</summary>
    public string Folder { get; }

    /// <summary>The folder in which services keep buckets, job records and logs.</summary>
    public string DataRoot => Path.Combine(Folder, "data");

    /// <summary>Whether a write waits for the disk, so that it also survives a power failure; a killed process does not need that.</summary>
    internal bool FlushToDisk { get; init; } = true;

    private string StatePath => Path.Combine(Folder, "state.json");

    /// <summary>The stack as it stands; an empty one where nothing was deployed.</summary>
    public StackState Read() => Load().ToState();

    /// <summary>Keeps other processes from changing the stack. Throws <see cref="EngineException"/> naming the process that holds it.</summary>
    public StackLock Lock() => StackLock.Take(lockPath, Folder);

    internal StackRecord Load()
    {
        try
        {
            var record = StackRecord.FromJson(File.ReadAllBytes(StatePath)) ?? throw new JsonException("the file holds null");
            return record.Schema == 1
                ? record
                : throw new EngineException($"{StatePath}: layout {record.Schema}; expected 1. It was written by another version of CloudStacks: use that one to bring the stack down.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return StackRecord.Empty(service, stack);
        }
        catch (JsonException e)
        {
            throw new EngineException($"{StatePath} cannot be read as a state: {e.Message} If the file was edited, restore it; to start over, delete the folder {Folder}.", e);
        }
    }

    /// <summary>Replaces the state file in one step: after a crash there is the old one or the new one.</summary>
    internal virtual void Save(StackRecord record)
    {
        var next = StatePath + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(record.ToJson());
            file.Flush(FlushToDisk);
        }
        File.Move(next, StatePath, overwrite: true);
    }

    /// <summary>Removes every trace of a stack of which nothing is left.</summary>
    internal virtual void Clear(bool keepData)
    {
        if (!keepData && Directory.Exists(DataRoot))
            Directory.Delete(DataRoot, recursive: true);
        File.Delete(StatePath + ".next");
        File.Delete(StatePath);
    }

    private static string CheckName(string what, string name) =>
        NamePattern().IsMatch(name) && name is not ("." or "..")
            ? name
            : throw new EngineException($"{what} name '{name}'; expected 1 to 100 letters, digits, '-', '_' or '.'");

    // What Pulumi allows in stack names: https://www.pulumi.com/docs/iac/concepts/stacks/#stack-naming-formats
    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\z")]
    private static partial Regex NamePattern();
}

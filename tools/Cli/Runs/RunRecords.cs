using System.Text.Json;
using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Runs;

/// <summary>The run records of one stack: <c>runs/&lt;job&gt;.json</c>.</summary>
public sealed class RunRecords(string stackFolder)
{
    private string Folder => Path.Combine(stackFolder, "runs");

    /// <summary>Whether there is any; none of them is read.</summary>
    public bool Any => Directory.Exists(Folder) && Directory.EnumerateFiles(Folder, "*.json").Any();

    /// <summary>Every record, oldest first.</summary>
    public IReadOnlyList<RunRecord> All() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*.json").Select(Read).OrderBy(record => record.Started).ThenBy(record => record.Job, StringComparer.Ordinal)]
        : [];

    /// <summary>One job's record, or the latest. Throws <see cref="CliException"/> where there is none.</summary>
    public RunRecord Find(string? job) => All().LastOrDefault(record => job is null || record.Job == job)
        ?? throw new CliException(job is null ? "this stack has run no job yet" : $"this stack has run no job '{job}'", "start one with cloudstacks run");

    /// <summary>Writes a record, whole or not at all.</summary>
    public void Save(RunRecord record)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, record.Job + ".json");
        File.WriteAllText(path + ".next", JsonSerializer.Serialize(record, JsonFormat.Options));
        File.Move(path + ".next", path, overwrite: true);
    }

    /// <summary>Forgets every run, and the stack's folder with them if nothing else is in it.</summary>
    public void Clear()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
        if (Directory.Exists(stackFolder) && !Directory.EnumerateFileSystemEntries(stackFolder).Any())
        {
            Directory.Delete(stackFolder);
        }
    }

    private static RunRecord Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), JsonFormat.Options) ?? throw new JsonException("the file holds null");
        }
        catch (JsonException exception)
        {
            throw new CliException($"{path} cannot be read as a run record: {exception.Message}", "delete the file; the job itself is not touched");
        }
    }
}

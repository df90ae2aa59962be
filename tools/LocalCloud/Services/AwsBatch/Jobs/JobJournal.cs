using System.Globalization;
using System.Text.Json;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>
/// The job records on disk as JSON Lines: every change appends the whole record and the last line of an id counts, so that a
/// killed session loses nothing but a half-written last line.
/// </summary>
internal sealed class JobJournal : IDisposable
{
    private readonly FileStream _file;

    private JobJournal(FileStream file) => _file = file;

    /// <summary>Opens the journal of a stack's data folder, compacted to one line a job, and gives what stood there in the order of submission.</summary>
    public static (JobJournal Journal, IReadOnlyList<JobRecord> Records) Open(string dataRoot)
    {
        var path = PathIn(dataRoot);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var records = Read(dataRoot);
        var compact = path + ".new";
        using (var file = new FileStream(compact, FileMode.Create))
        {
            foreach (var record in records)
            {
                Append(file, record);
            }
        }
        File.Move(compact, path, overwrite: true);
        return (new JobJournal(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024)), records);
    }

    /// <summary>What stands in the journal of a data folder, in the order of submission; nothing is changed.</summary>
    public static IReadOnlyList<JobRecord> Read(string dataRoot)
    {
        var path = PathIn(dataRoot);
        var order = new List<string>();
        var latest = new Dictionary<string, JobRecord>(StringComparer.Ordinal);
        // What follows the last line end is empty, or a line that a killed session was writing.
        var lines = File.Exists(path) ? File.ReadAllText(path).Split('\n')[..^1] : [];
        for (var at = 0; at < lines.Length; at++)
        {
            if (Parse(lines[at], path, at + 1) is { } record)
            {
                if (!latest.ContainsKey(record.Id))
                {
                    order.Add(record.Id);
                }
                latest[record.Id] = record;
            }
        }
        return [.. order.Select(id => latest[id])];
    }

    /// <summary>Writes changes down before anybody acts on them.</summary>
    public void Write(params IEnumerable<JobRecord> records)
    {
        foreach (var record in records)
        {
            Append(_file, record);
        }
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private static string PathIn(string dataRoot) => Path.Combine(dataRoot, "batch", "jobs.jsonl");

    private static void Append(FileStream file, JobRecord record)
    {
        JsonSerializer.Serialize(file, record, BatchJson.Default.JobRecord);
        file.WriteByte((byte)'\n');
    }

    private static JobRecord? Parse(string line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BatchJson.Default.JobRecord);
        }
        catch (JsonException failure)
        {
            throw new EngineException(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: not a job record: {failure.Message} Restore the file, or delete it to forget the jobs."), failure);
        }
    }
}

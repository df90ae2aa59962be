using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>One line of a log.</summary>
/// <param name="Timestamp">Milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Message">The line.</param>
public sealed record LogEvent(long Timestamp, string Message);

/// <summary>The logs of a stack, one JSON Lines file per stream under <c>logs/group/stream</c> of the data folder.</summary>
public sealed class LogStore(string dataRoot)
{
    private readonly string _root = Path.Combine(dataRoot, "logs");

    /// <summary>Opens a stream for appending.</summary>
    public LogWriter Append(string group, string stream, TimeProvider clock)
    {
        Directory.CreateDirectory(GroupFolder(group));
        return new LogWriter(StreamFile(group, stream), clock);
    }

    /// <summary>The events of a stream in the order in which they came, or null where there is no such stream.</summary>
    public IReadOnlyList<LogEvent>? Read(string group, string stream)
    {
        var path = StreamFile(group, stream);
        return File.Exists(path) ? ReadFile(path) : null;
    }

    private static List<LogEvent> ReadFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var events = new List<LogEvent>();
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } entry)
            {
                events.Add(entry);
            }
        }
        return events;
    }

    /// <summary>The events of all streams of a group, stream by stream; none where nothing was written.</summary>
    public IEnumerable<(string Stream, LogEvent Event)> ReadGroup(string group)
    {
        var folder = GroupFolder(group);
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            // A name too long for a file ends in its hash instead of its last characters.
            var stream = Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file));
            foreach (var entry in ReadFile(file))
            {
                yield return (stream, entry);
            }
        }
    }

    /// <summary>Removes a group with all its streams.</summary>
    public void DeleteGroup(string group)
    {
        if (Directory.Exists(GroupFolder(group)))
        {
            Directory.Delete(GroupFolder(group), recursive: true);
        }
    }

    private string GroupFolder(string group) => Path.Combine(_root, FileName(group));

    private string StreamFile(string group, string stream) => Path.Combine(GroupFolder(group), FileName(stream) + ".jsonl");

    // A line that is half written, by a task of this moment or of a session that was killed, is no event yet.
    private static LogEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TaskJson.Default.LogEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Names hold slashes and dots and may be longer than a file name may; nothing that is written here can leave its folder.
    private static string FileName(string name)
    {
        var safe = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            var character = (char)value;
            _ = char.IsAsciiLetterOrDigit(character) || character is '-' or '_'
                ? safe.Append(character)
                : safe.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
        return safe.Length <= 200 ? safe.ToString() : string.Create(CultureInfo.InvariantCulture, $"{safe.ToString(0, 160)}%{XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(name)):X32}");
    }
}

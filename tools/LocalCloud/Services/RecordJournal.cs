using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services;

/// <summary>
/// A service's records on disk as JSON Lines: every change appends the whole record and the last line of an id counts, so that a
/// killed session loses nothing but a half-written last line.
/// </summary>
internal sealed class RecordJournal<T> : IDisposable where T : class
{
    private readonly FileStream _file;
    private readonly JsonTypeInfo<T> _json;

    private RecordJournal(FileStream file, JsonTypeInfo<T> json) => (_file, _json) = (file, json);

    /// <summary>
    /// Opens the journal at a path, compacted to one line a record, and gives what stood there in the order in which records came; what is
    /// not worth keeping is dropped.
    /// </summary>
    public static (RecordJournal<T> Journal, IReadOnlyList<T> Records) Open(string path, JsonTypeInfo<T> json, Func<T, string> id, Func<T, bool>? keep = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        IReadOnlyList<T> records = [.. Read(path, json, id).Where(keep ?? (_ => true))];
        var compact = path + ".new";
        using (var file = new FileStream(compact, FileMode.Create))
        {
            foreach (var record in records)
            {
                Append(file, record, json);
            }
        }
        File.Move(compact, path, overwrite: true);
        return (new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024), json), records);
    }

    /// <summary>What stands in the journal at a path, in the order in which records came; nothing is changed.</summary>
    public static IReadOnlyList<T> Read(string path, JsonTypeInfo<T> json, Func<T, string> id)
    {
        var order = new List<string>();
        var latest = new Dictionary<string, T>(StringComparer.Ordinal);
        // What follows the last line end is empty, or a line that a killed session was writing.
        var lines = File.Exists(path) ? File.ReadAllText(path).Split('\n')[..^1] : [];
        for (var at = 0; at < lines.Length; at++)
        {
            if (Parse(lines[at], json, path, at + 1) is { } record)
            {
                if (!latest.ContainsKey(id(record)))
                {
                    order.Add(id(record));
                }
                latest[id(record)] = record;
            }
        }
        return [.. order.Select(key => latest[key])];
    }

    /// <summary>Writes changes down before anybody acts on them.</summary>
    public void Write(params IEnumerable<T> records)
    {
        foreach (var record in records)
        {
            Append(_file, record, _json);
        }
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private static void Append(FileStream file, T record, JsonTypeInfo<T> json)
    {
        JsonSerializer.Serialize(file, record, json);
        file.WriteByte((byte)'\n');
    }

    private static T? Parse(string line, JsonTypeInfo<T> json, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, json);
        }
        catch (JsonException failure)
        {
            throw new EngineException(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: not a {typeof(T).Name}: {failure.Message} Restore the file, or delete it to forget what it holds."), failure);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>Appends lines to one log stream; may be called from several threads.</summary>
public sealed class LogWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private bool _closed;

    internal LogWriter(string path, TimeProvider clock)
    {
        // Unbuffered: a line can be read as soon as it is written, and a killed session loses none.
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _clock = clock;
    }

    /// <summary>Appends one line with the present time; after <see cref="Dispose"/> it is dropped.</summary>
    public void Write(string message)
    {
        var entry = new LogEvent(_clock.GetUtcNow().ToUnixTimeMilliseconds(), message);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, TaskJson.Default.LogEvent), (byte)'\n'];
        lock (_gate)
        {
            if (!_closed)
            {
                _file.Write(line);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LogEvent))]
[JsonSerializable(typeof(ProcessIdentity))]
internal sealed partial class TaskJson : JsonSerializerContext;

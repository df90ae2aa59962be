using System.Collections.Immutable;
using System.Text.Json;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tasks;

/// <summary>
/// The user's own work. Map: <c>COMMAND SHARD-FILE RESULT-FILE</c> reads the one and writes the other, one JSON value. Reduce: without a command the
/// results become an array; else <c>COMMAND RESULTS-FILE REPORT-FILE</c> reads that array. Exit code 0: done; 65: can never succeed; any other: try again.
/// </summary>
sealed class CommandTask(ImmutableArray<string> map, ImmutableArray<string>? reduce, TextWriter log) : IShardTask
{
    public async Task<byte[]> MapAsync(string shard, Stream content, CancellationToken cancellation)
    {
        var name = shard[(shard.LastIndexOf('/') + 1)..];
        if (!FileKeys.IsName(name))
            throw new TaskFailedException($"'{shard}': a command gets its shard as a file, and no file can have the name '{name}'");

        using var folder = new WorkFolder();
        var input = folder.File(name);
        await using (var file = File.Create(input))
            await content.CopyToAsync(file, cancellation);
        return await RunAsync(map, folder, input, shard, cancellation);
    }

    public async Task<ImmutableArray<ReportFile>> ReduceAsync(IAsyncEnumerable<byte[]> results, CancellationToken cancellation)
    {
        var all = await ConcatenateAsync(results, cancellation);
        if (reduce is not { } command)
            return [new("report.json", all)];

        using var folder = new WorkFolder();
        var input = folder.File("results.json");
        await File.WriteAllBytesAsync(input, all, cancellation);
        return [new("report.json", await RunAsync(command, folder, input, "", cancellation))];
    }

    async Task<byte[]> RunAsync(ImmutableArray<string> command, WorkFolder folder, string input, string shard, CancellationToken cancellation)
    {
        var output = folder.File("result.json", "output");
        await TaskCommand.RunAsync([.. command, input, output], shard, log, cancellation);
        if (!File.Exists(output))
            throw new TaskFailedException($"{command[0]} ended well but wrote no result to the file that its last argument names");
        return await CompactAsync(command[0], output, cancellation);
    }

    // White space and line ends are not part of a result, so that a task may write them as it likes.
    static async Task<byte[]> CompactAsync(string command, string file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            using var json = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
            using var bytes = new MemoryStream();
            await using (var writer = new Utf8JsonWriter(bytes))
                json.RootElement.WriteTo(writer);
            return bytes.ToArray();
        }
        catch (JsonException e)
        {
            throw new TaskFailedException($"{command} wrote a result that is not JSON: {e.Message}", e);
        }
    }

    static async Task<byte[]> ConcatenateAsync(IAsyncEnumerable<byte[]> results, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var separator = "[\n"u8.ToArray();
        await foreach (var result in results.WithCancellation(cancellation))
        {
            all.Write(separator);
            all.Write(result);
            separator = ",\n"u8.ToArray();
        }
        all.Write(all.Length == 0 ? "[]\n"u8 : "\n]\n"u8);
        return all.ToArray();
    }
}

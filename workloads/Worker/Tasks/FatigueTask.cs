using System.Collections.Immutable;
using CloudStacks.FatigueScreening;

namespace CloudStacks.Worker.Tasks;

/// <summary>The built-in work: fatigue screening of a fleet.</summary>
sealed class FatigueTask(ScreeningParameters parameters) : IShardTask
{
    public Task<byte[]> MapAsync(string shard, Stream content, CancellationToken cancellation)
    {
        try
        {
            var part = ShardCounter.Count(content, shard, ShardIdentity.IsGzip(shard), ShardIdentity.Parse(shard), parameters, cancellation);
            return Task.FromResult(Bytes(part.WriteTo));
        }
        catch (BadInputException e)
        {
            throw new TaskFailedException(e.Message, e);
        }
    }

    // The library reads its parts one by one; on a thread of its own it may wait for each.
    public Task<ImmutableArray<ReportFile>> ReduceAsync(IAsyncEnumerable<byte[]> results, CancellationToken cancellation) => Task.Run<ImmutableArray<ReportFile>>(
        () =>
        {
            try
            {
                var report = FleetReport.Reduce(results.ToBlockingEnumerable(cancellation).Select(Part), parameters);
                return [new("report.json", Bytes(report.WriteJson)), new("report.csv", Bytes(report.WriteCsv))];
            }
            catch (BadInputException e)
            {
                throw new TaskFailedException(e.Message, e);
            }
            catch (InvalidDataException e)
            {
                throw new InconsistentException(e.Message);
            }
        },
        cancellation);

    static ShardPart Part(byte[] result)
    {
        using var stream = new MemoryStream(result, writable: false);
        return ShardPart.ReadFrom(stream);
    }

    static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}

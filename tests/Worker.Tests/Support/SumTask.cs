using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>Small work with a result that is checked at sight: a shard is a number, the report their sum. <c>bad</c> fails for good, <c>flaky</c> for now.</summary>
sealed class SumTask : IShardTask
{
    public async Task<byte[]> MapAsync(string shard, Stream content, CancellationToken cancellation)
    {
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(cancellation) switch
        {
            "bad" => throw new TaskFailedException($"{shard}:1:1: found bad, expected a number"),
            "flaky" => throw new TransientException("try again"),
            var number => Encoding.UTF8.GetBytes(number),
        };
    }

    public async Task<ImmutableArray<ReportFile>> ReduceAsync(IAsyncEnumerable<byte[]> results, CancellationToken cancellation)
    {
        var sum = 0;
        await foreach (var result in results.WithCancellation(cancellation))
            sum += int.Parse(result, CultureInfo.InvariantCulture);
        return sum == 13
            ? throw new TaskFailedException("13 is unlucky")
            : [new("report.json", Encoding.UTF8.GetBytes(sum.ToString(CultureInfo.InvariantCulture)))];
    }
}

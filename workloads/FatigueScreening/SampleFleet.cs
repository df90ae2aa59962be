using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CloudStacks.FatigueScreening;

/// <summary>A fleet made up for trials: the same arguments give the same rows on every machine.</summary>
public static class SampleFleet
{
    const int SecondsPerRow = 1;

    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Generates shards of consecutive records of stress in waves, one row a second; every other shard is gzip.</summary>
    /// <param name="shards">How many shards.</param>
    /// <param name="seed">Another seed, another fleet.</param>
    /// <param name="rows">Rows per shard.</param>
    /// <param name="periodsPerAsset">How many shards each asset has.</param>
    /// <returns>Key (<c>asset-00001/2026-01-01T0000.csv</c>) and bytes of each shard, in key order for up to 99,999 assets.</returns>
    public static IEnumerable<(string Key, byte[] Content)> Generate(int shards, int seed, int rows = 1200, int periodsPerAsset = 3)
    {
        SeaState? sea = null;
        for (var shard = 0; shard < shards; shard++)
        {
            var (asset, period) = Math.DivRem(shard, periodsPerAsset);
            if (period == 0)
                sea = new SeaState(seed, asset);

            var first = (long)period * rows * SecondsPerRow;
            var name = string.Create(CultureInfo.InvariantCulture, $"asset-{asset + 1:00000}/{Start.AddSeconds(first):yyyy-MM-dd'T'HHmmss}.csv");
            var text = Rows(sea!, first, rows);
            yield return shard % 2 == 0 ? (name, text) : ($"{name}.gz", Compress(text));
        }
    }

    static byte[] Rows(SeaState sea, long first, int rows)
    {
        var text = new StringBuilder("time_s,stress_mpa\n");
        for (var row = 0; row < rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{first + row * SecondsPerRow},{sea.NextStress():0.000}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(content);
        return compressed.ToArray();
    }
}

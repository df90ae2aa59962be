namespace CloudStacks.FatigueScreening;

/// <summary>A fleet made up for trials: the same arguments give the same rows on every machine.</summary>
public static class SampleFleet
{
    /// <summary>Generates shards of 20-minute records of stress in waves at 1 Hz; every other shard is gzip.</summary>
    /// <param name="shards">How many shards.</param>
    /// <param name="seed">Another seed, another fleet.</param>
    /// <param name="rows">Rows per shard.</param>
    /// <param name="periodsPerAsset">How many shards each asset has.</param>
    /// <returns>Key (<c>asset-0001/2026-01-01T0000.csv</c>) and bytes of each shard, in key order.</returns>
    public static IEnumerable<(string Key, byte[] Content)> Generate(int shards, int seed, int rows = 1200, int periodsPerAsset = 3) =>
        throw new NotImplementedException();
}

using System.Text;

namespace CloudStacks.FatigueScreening.Tests;

/// <summary>Series, shards and parameters as the tests need them.</summary>
static class Series
{
    public static readonly ShardIdentity Identity = new("a", "p");

    public static ScreeningParameters Parameters(Func<ScreeningSettings, ScreeningSettings>? change = null) =>
        ScreeningParameters.Plan((change ?? (s => s))(new ScreeningSettings()));

    public static RainflowCounter Count(params ReadOnlySpan<int> series)
    {
        var counter = new RainflowCounter();
        foreach (var point in series)
            counter.Add(point);
        return counter;
    }

    public static ShardPart Part(string csv, ScreeningParameters? parameters = null) =>
        Part(Encoding.UTF8.GetBytes(csv), parameters: parameters);

    public static ShardPart Part(byte[] content, bool gzip = false, ScreeningParameters? parameters = null) =>
        ShardCounter.Count(new MemoryStream(content), "a/p.csv", gzip, Identity, parameters ?? Parameters());

    public static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    /// <summary>A random walk among few levels, so that equal points and equal ranges abound.</summary>
    public static int[] Random(Random random)
    {
        var levels = random.Next(2, 12);
        var series = new int[random.Next(1, 40)];
        for (var i = 0; i < series.Length; i++)
            series[i] = random.Next(-levels, levels + 1);
        return series;
    }
}

using CloudStacks.FatigueScreening;

namespace CloudStacks.Cli.Runs;

/// <summary>What the plain library makes of the same input in this process: the measure of every parallel run.</summary>
/// <param name="Json">The bytes of report.json.</param>
/// <param name="Csv">The bytes of report.csv.</param>
public sealed record Reference(byte[] Json, byte[] Csv)
{
    public static Reference Compute(InputFolder input, ScreeningSettings settings)
    {
        var report = Screening.Run(input.Shards(), ScreeningParameters.Plan(settings));
        return new(Bytes(report.WriteJson), Bytes(report.WriteCsv));
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}

using System.Globalization;
using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Tasks;

/// <summary>The fatigue screening through the worker against the plain library in one process.</summary>
public sealed class FatigueJobTests
{
    static readonly JobId Id = JobId.Parse("fatigue");
    static readonly JobLayout Layout = new(Id);
    static readonly ScreeningSettings Settings = new() { Scf = 1.3, AgeYears = 5 };

    static readonly (string Key, byte[] Content)[] Fleet = [.. SampleFleet.Generate(shards: 7, seed: 3, rows: 60)];

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "de-DE")]
    [InlineData(7, "tr-TR")]
    public async Task TheReportIsTheLibrarysByteForByte(int slices, string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var store = await PlanAsync(Fleet);
        for (var slice = 0; slice < slices; slice++)
            Assert.Equal(ExitCodes.Ok, await MapAsync(store, slice, slices));
        Assert.Equal(Expected(r => r.WriteJson), store[Layout.ReportJson]);
        Assert.Equal(Expected(r => r.WriteCsv), store[Layout.ReportCsv]);
        Assert.Empty(await Verifier.FindFaultsAsync(await Job.OpenAsync(store, Id, TextWriter.Null)));
    }

    [Theory]
    [InlineData("time_s,stress_mpa\n0,1\n1,x\n", "2026.csv:3:3")]
    [InlineData("time,stress\n0,1\n", "2026.csv:1:1")]
    [InlineData("time_s,stress_mpa\n5,1\n4,1\n", "2026.csv:3:1")]
    public async Task ABadRowEndsTheJobWithItsPlace(string csv, string place)
    {
        var store = await PlanAsync([.. Fleet, ("bad/2026.csv", System.Text.Encoding.UTF8.GetBytes(csv))]);
        Assert.Equal(ExitCodes.BadInput, await MapAsync(store, 0, 1));
        var progress = await JobProgress.ReadAsync(store, Id);
        Assert.Equal((EndMark.Failed, 7, 1), (progress.End, progress.Done, progress.Failed));
        Assert.Contains(place, progress.Failures.Single().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFleetWithoutShardsHasAReportAtOnce()
    {
        var store = await PlanAsync([]);
        var nothing = Screening.Run([], ScreeningParameters.Plan(Settings));
        Assert.Equal(Bytes(nothing.WriteJson), store[Layout.ReportJson]);
    }

    [Fact]
    public async Task APlanSaysTheSameInEveryCulture()
    {
        var invariant = await PlanAsync(Fleet);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal(invariant[Layout.Spec], (await PlanAsync(Fleet))[Layout.Spec]);
    }

    static async Task<MemoryStore> PlanAsync((string Key, byte[] Content)[] shards)
    {
        var store = new MemoryStore();
        foreach (var (key, content) in shards)
            store["fleet/" + key] = content;
        await Planner.PlanAsync(store, new PlanRequest(Id, "fleet") { Settings = Settings }, TextWriter.Null);
        return store;
    }

    static async Task<int> MapAsync(MemoryStore store, int slice, int slices) =>
        await SliceRunner.RunAsync(await Job.OpenAsync(store, Id, TextWriter.Null), new Slice(slice, slices), new Ending(false));

    static byte[] Expected(Func<FleetReport, Action<Stream>> form)
    {
        var shards = Fleet.Select(s => (s.Key, (Func<Stream>)(() => new MemoryStream(s.Content))));
        return Bytes(form(Screening.Run(shards, ScreeningParameters.Plan(Settings))));
    }

    static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}

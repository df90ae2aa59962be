using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using Pulumi;
using Pulumi.Gcp.CloudFunctionsV2;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>How many instances work, as the function's two bounds say; each has a log stream of its own.</summary>
public sealed class GcpCloudFunctionsInstanceTests() : ProgramTest("gcp-cloud-functions", (name, options) => new CloudStacks.Stacks.GcpCloudFunctions(name, options))
{
    [Fact]
    public async Task OneInstanceTakesManyRequestsWhereTheFunctionAllowsIt()
    {
        Set("maxParallelism=1");
        Assert.Equal(1, await InstancesAsync(shards: 8, concurrency: 8));
    }

    [Fact]
    public async Task NoMoreInstancesWorkThanTheFunctionAllows()
    {
        Set("maxParallelism=1");
        Assert.Equal(1, await InstancesAsync(shards: 4, concurrency: 1));
    }

    private async Task<int> InstancesAsync(int shards, int concurrency)
    {
        await Workshop.UpAsync(Program(Bounded(concurrency)));
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = shards.ToString(System.Globalization.CultureInfo.InvariantCulture) }, null!);
        Assert.True((await run.RunAsync(input)).Succeeded);
        return Directory.GetFiles(Path.Combine(Workshop.Store.DataRoot, "logs"), "*.jsonl", SearchOption.AllDirectories).Length;
    }

    private static ResourceTransformation Bounded(int concurrency) => Edit.Of<FunctionArgs>(args => args.ServiceConfig = args.ServiceConfig!.Apply(service =>
    {
        service.MaxInstanceRequestConcurrency = concurrency;
        return service;
    }));
}

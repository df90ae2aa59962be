using System.Collections.Immutable;
using CloudStacks.Sdk.Tests.Core;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using Aws = Pulumi.Aws;
using DockerBuild = Pulumi.DockerBuild;

namespace CloudStacks.Sdk.Tests.Generator;

/// <summary>Generated classes used as a program uses them.</summary>
public class GeneratedProgramTests
{
    static readonly TestOptions Update = new() { IsPreview = false };

    [Fact]
    public async Task InputsAreSentUnderTheProvidersNamesWithoutWhatWasNotSet()
    {
        var sent = await Send(() => new Aws.S3.Bucket("b", new Aws.S3.BucketArgs
        {
            BucketName = "shards",
            ForceDestroy = true,
            Grants = { new Aws.S3.Inputs.BucketGrantArgs { Type = "Group", Permissions = { "READ", "WRITE" } } },
            Tags = { ["project"] = "p" },
        }));

        Assert.Equal("aws:s3/bucket:Bucket", sent.Type);
        Assert.Equal(["bucket", "forceDestroy", "grants", "tags"], sent.Inputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("shards", sent.Inputs["bucket"]);
        var grants = (ImmutableArray<object>)sent.Inputs["grants"];
        var grant = (ImmutableDictionary<string, object>)grants.Single();
        Assert.Equal(["READ", "WRITE"], (ImmutableArray<object>)grant["permissions"]);
    }

    [Fact]
    public async Task NestedOutputsAreReadIntoTheirClasses()
    {
        var mocks = new EchoMocks
        {
            State = _ => new Dictionary<string, object>
            {
                ["bucket"] = "shards",
                ["grants"] = new[] { new Dictionary<string, object> { ["type"] = "Group", ["permissions"] = new[] { "READ" } } },
            },
        };
        await Deployment.TestAsync(mocks, Update, async () =>
        {
            var bucket = new Aws.S3.Bucket("b");
            var grants = await OutputUtilities.GetValueAsync(bucket.Grants);
            Assert.Equal("READ", grants.Single().Permissions.Single());
            Assert.Null(grants.Single().Uri);
        });
    }

    [Fact]
    public async Task ConstantsOfAResourceAreAlwaysSent()
    {
        var sent = await Send(() => new Pulumi.Kubernetes.Batch.V1.Job("j"));
        Assert.Equal("batch/v1", sent.Inputs["apiVersion"]);
        Assert.Equal("Job", sent.Inputs["kind"]);
    }

    [Fact]
    public async Task DefaultsOfAResourceAreSentUnlessTheProgramSaysOtherwise()
    {
        var sent = await Send(() => new DockerBuild.Image("i", new DockerBuild.ImageArgs { Push = true, Network = DockerBuild.NetworkMode.Host }));
        Assert.Equal(true, sent.Inputs["buildOnPreview"]);
        Assert.Equal("host", sent.Inputs["network"]);
    }

    [Fact]
    public async Task ASecretInputStaysASecret()
    {
        await Deployment.TestAsync(new EchoMocks(), Update, async () =>
        {
            var args = new DockerBuild.ImageArgs { Push = false };
            args.Secrets = new InputMap<string> { ["token"] = "t" };
            Assert.True(await Output.IsSecretAsync(args.Secrets.ToOutput()));
            var provider = new Aws.ProviderArgs { SecretKey = "k" };
            Assert.True(await Output.IsSecretAsync(provider.SecretKey!.ToOutput()));
        });
    }

    [Fact]
    public async Task AProviderSendsWhatIsNotTextAsJson()
    {
        var sent = await Send(() => new Aws.Provider("p", new Aws.ProviderArgs { Region = "eu-west-1", SkipRegionValidation = false }));
        Assert.Equal("pulumi:providers:aws", sent.Type);
        Assert.Equal("eu-west-1", sent.Inputs["region"]);
        Assert.Equal("false", sent.Inputs["skipRegionValidation"]);
    }

    [Fact]
    public async Task AnExistingResourceIsReadByItsIdWithTheGivenState()
    {
        var sent = await Send(() => Aws.S3.Bucket.Get("b", "shards-7", new Aws.S3.BucketState { Region = "eu-west-1" }));
        Assert.Equal("shards-7", sent.Id);
        Assert.Equal("eu-west-1", sent.Inputs["region"]);
    }

    [Fact]
    public async Task AFunctionIsInvokedWithPlainValuesOrWithOutputs()
    {
        var mocks = new EchoMocks { Result = _ => new Dictionary<string, object> { ["names"] = new[] { "eu-west-1a" }, ["id"] = "eu-west-1" } };
        await Deployment.TestAsync(mocks, Update, async () =>
        {
            var plain = await Aws.GetAvailabilityZones.InvokeAsync(new Aws.GetAvailabilityZonesArgs { State = "available" });
            var lifted = Aws.GetAvailabilityZones.Invoke(new Aws.GetAvailabilityZonesInvokeArgs { State = Output.Create("available") });
            Assert.Equal(["eu-west-1a"], plain.Names);
            Assert.Equal(["eu-west-1a"], (await OutputUtilities.GetValueAsync(lifted)).Names);
        });
        Assert.All(mocks.Calls, call => Assert.Equal("aws:index/getAvailabilityZones:getAvailabilityZones", call.Token));
        Assert.Equal(["available", "available"], mocks.Calls.Select(call => call.Args["state"]));
    }

    static async Task<MockResourceArgs> Send(Func<Resource> create)
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () => { create(); });
        return mocks.Resources.Single(r => !r.Type!.StartsWith("pulumi:pulumi:", StringComparison.Ordinal));
    }
}

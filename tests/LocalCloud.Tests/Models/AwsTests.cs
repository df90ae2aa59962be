using System.Reflection;
using CloudStacks.LocalCloud.Models;
using CloudStacks.LocalCloud.Tasks;
using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Iam;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class AwsTests : ModelTest
{
    [Fact]
    public async Task VpcStaysWhileASubnetIsInIt()
    {
        static Vpc Vpc() => new("vpc", new() { CidrBlock = "10.0.0.0/16" });
        static void Subnet(string vpc) => _ = new Subnet("subnet", new() { VpcId = vpc, CidrBlock = "10.0.0.0/24" });
        var id = (await UpAsync("vpc", () => Vpc())).Id;
        await Workshop.UpAsync(() =>
        {
            Vpc();
            Subnet(id);
        });
        await UpFailsAsync(() => Subnet(id), "DependencyViolation");
        await Workshop.DownAsync();
        Assert.Equal(["Delete subnet", "Delete vpc"], Workshop.Done);
    }

    [Fact]
    public Task SubnetOfNoVpcIsRefused() => UpFailsAsync(
        () => _ = new Subnet("other", new() { VpcId = "vpc-elsewhere", CidrBlock = "10.0.0.0/24" }), "InvalidVpcID.NotFound");

    [Fact]
    public async Task NetworkIdsLookLikeThoseOfEc2()
    {
        var vpc = await UpAsync("vpc", () => _ = new Vpc("vpc", new() { CidrBlock = "10.0.0.0/16" }));
        Assert.Matches("^vpc-0[0-9a-f]{16}$", vpc.Id);
        Assert.Equal($"arn:aws:ec2:us-east-1:000000000000:vpc/{vpc.Id}", vpc.Text("arn"));
        Assert.Matches("^sg-0[0-9a-f]{16}$", vpc.Text("defaultSecurityGroupId"));
    }

    [Fact]
    public async Task OtherAddressesAreAnotherVpcAndMoveWhatIsInIt()
    {
        static void Program(string block) => _ = new Subnet("subnet", new() { VpcId = new Vpc("vpc", new() { CidrBlock = block }).Id, CidrBlock = "10.0.0.0/24" });
        await Workshop.UpAsync(() => Program("10.0.0.0/16"));
        await Workshop.UpAsync(() => Program("10.0.0.0/18"));
        Assert.Equal(["Replace vpc", "Replace subnet", "DeleteReplaced subnet", "DeleteReplaced vpc"], Workshop.Done);
    }

    [Fact]
    public async Task RoleHasNoRegionAndPolicyAttachmentsHoldIt()
    {
        static void Role() => _ = new Role("role", new() { Name = "worker", AssumeRolePolicy = "{}" });
        static void Attachment() => _ = new RolePolicyAttachment("attachment", new() { Role = "worker", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        var role = await UpAsync("role", Role);
        Assert.Equal("arn:aws:iam::000000000000:role/worker", role.Text("arn"));
        Assert.Equal("/", role.Text("path"));
        Assert.False(role.Outputs.ContainsKey("region"));
        await Workshop.UpAsync(() =>
        {
            Role();
            Attachment();
        });
        await UpFailsAsync(Attachment, "DeleteConflict");
    }

    [Fact]
    public async Task ManagedPolicyHasItsArnAsId()
    {
        var policy = await UpAsync("policy", () => _ = new Policy("policy", new() { Name = "mine", PolicyDocument = "{}" }));
        Assert.Equal("arn:aws:iam::000000000000:policy/mine", policy.Id);
        Assert.Equal(policy.Id, policy.Text("arn"));
    }

    [Fact]
    public async Task LogGroupKeepsForDocumentedPeriods()
    {
        var group = await UpAsync("logs", () => _ = new LogGroup("logs", new() { RetentionInDays = 7 }));
        Assert.StartsWith("arn:aws:logs:us-east-1:000000000000:log-group:logs-", group.Text("arn"), StringComparison.Ordinal);
        await UpFailsAsync(() => _ = new LogGroup("logs", new() { RetentionInDays = 8 }), "input 'retentionInDays' is 8; expected one of 0, 1, 3");
    }

    [Fact]
    public async Task LogGroupTakesItsLogsWithIt()
    {
        var group = await UpAsync("logs", () => _ = new LogGroup("logs"));
        var logs = new LogStore(Workshop.Store.DataRoot);
        using (var writer = logs.Append(group.Text("name")!, "stream", TimeProvider.System))
            writer.Write("a line");
        await Workshop.UpAsync(() => _ = new LogGroup("other"));
        Assert.Null(logs.Read(group.Text("name")!, "stream"));
        Assert.Equal(["Create other", "Delete logs"], Workshop.Done);
    }

    [Fact]
    public async Task FunctionsAnswerForTheLocalAccount()
    {
        var state = await Workshop.UpAsync(() => new Dictionary<string, object?>
        {
            ["account"] = Pulumi.Aws.GetCallerIdentity.Invoke().Apply(caller => caller.AccountId),
            ["partition"] = Pulumi.Aws.GetPartition.Invoke().Apply(partition => partition.Partition),
            ["region"] = Pulumi.Aws.GetRegion.Invoke().Apply(region => region.Region),
            ["zones"] = Pulumi.Aws.GetAvailabilityZones.Invoke(new() { State = "available" }).Apply(zones => zones.Names),
        });
        Assert.Equal("""{"account":"000000000000","partition":"aws","region":"us-east-1","zones":["us-east-1a","us-east-1b","us-east-1c"]}""", state.Outputs.ToJsonString());
    }

    [Fact]
    public async Task RegistryPasswordIsSecret()
    {
        var state = await Workshop.UpAsync(() => new Dictionary<string, object?> { ["password"] = Pulumi.Aws.Ecr.GetAuthorizationToken.Invoke(new()).Apply(token => token.Password) });
        Assert.Equal("""{"password":"[secret]"}""", state.Outputs.ToJsonString());
    }

    [Fact]
    public Task FunctionWithoutAnAnswerIsRefusedByName() => UpFailsAsync(
        () => Pulumi.Aws.Iam.GetPolicyDocument.Invoke(new()), "the local cloud cannot answer the call aws:iam/getPolicyDocument:getPolicyDocument");

    [Fact]
    public Task ArgumentThatIsNotModelledIsRefusedByName() => UpFailsAsync(
        () => Pulumi.Aws.GetAvailabilityZones.Invoke(new() { ExcludeNames = { "us-east-1a" } }), "the local cloud does not model the argument excludeNames");

    /// <summary>A model that honours an input of another name would never see it.</summary>
    [Fact]
    public void EveryHonouredInputIsOneOfTheOfficialPackage()
    {
        var types = typeof(Pulumi.Aws.S3.Bucket).Assembly.GetExportedTypes().Concat(typeof(Pulumi.DockerBuild.Image).Assembly.GetExportedTypes())
            .Where(type => type.IsSubclassOf(typeof(CustomResource)));
        var byToken = types.SelectMany(type => type.GetCustomAttributes().OfType<ResourceTypeAttribute>().Select(attribute => (attribute.Type, Resource: type)))
            .ToDictionary(pair => pair.Type, pair => pair.Resource);
        foreach (var model in LocalModels.All.Types.Select(type => LocalModels.All.For(type, custom: true)).OfType<LocalCloud.Models.Aws.AwsModel>())
        {
            var args = byToken[model.Type].Assembly.GetType(byToken[model.Type].FullName + "Args")!;
            var inputs = args.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .SelectMany(member => member.GetCustomAttributesData()).Where(data => data.AttributeType == typeof(InputAttribute))
                .Select(data => (string)data.ConstructorArguments[0].Value!).ToHashSet();
            var honoured = model.Fixed.Concat(model.Mutable).Concat(model.NameInput is { } name ? [name] : []).Select(path => path.Split('.')[0]);
            Assert.Empty(honoured.Where(input => !inputs.Contains(input)).Select(input => $"{model.Type} {input}"));
        }
    }
}

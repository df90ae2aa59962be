using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Engine;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Engine;

public sealed class EvaluationTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public Task UnknownTypeIsRefusedByName() => Fails(
        () => _ = new Thing("a", type: "aws:x/y:Z"), "the local cloud has no model of aws:x/y:Z");

    [Fact]
    public Task DuplicateIsRefusedAsPulumiDoes() => Fails(
        () => (_, _) = (new Thing("a"), new Thing("a")), "duplicate resource URN: test:index/thing:Thing 'a'");

    [Fact]
    public Task OutputThatTheModelLacksIsNamed() => Fails(
        () => _ = new Thing("b", new() { Color = new Thing("a").Missing! }),
        "test:index/thing:Thing 'b': input 'color' resolved to nothing: it is output 'missing' of test:index/thing:Thing 'a', which its model in the local cloud does not give (it gives arn, name)");

    [Fact]
    public Task InputComputedToNothingNamesWhereItCameFrom() => Fails(
        () => _ = new Thing("b", new() { Color = new Thing("a").Arn.Apply(string (_) => null!) }),
        "input 'color' resolved to nothing: it is computed from test:index/thing:Thing 'a'");

    [Fact]
    public Task RequiredInputIsCheckedAfterResolution() => Fails(
        () => _ = new Thing("b", new() { Parts = { new PartArgs { Kind = new Thing("a").Arn.Apply(string (_) => null!) } } }), "input 'parts[0].kind' resolved to nothing");

    [Fact]
    public Task InputThatTheProviderRefusesIsNamed() => Fails(
        () => _ = new Thing("a", new() { Color = "invisible" }), "test:index/thing:Thing 'a': input 'color' is 'invisible'; expected a color");

    [Fact]
    public Task LookupOfWhatIsNotDeclaredIsRefused() => Fails(
        () => _ = new Thing("a", null, new() { Id = "elsewhere" }), "only what the program declares exists");

    [Fact]
    public async Task RunExceptionIsItsMessageAlone()
    {
        var error = await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(new PulumiProgram(() => throw new RunException("say it"))));
        Assert.Equal("say it", error.Message);
    }

    [Fact]
    public Task OtherExceptionsAreOneSentence() => Fails(
        () => throw new InvalidOperationException("no luck"), "the program workshop failed: no luck (InvalidOperationException)");

    [Fact]
    public async Task ExceptionInApplyIsOneSentence()
    {
        var error = await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(
            () => _ = new Thing("b", new() { Color = new Thing("a").Arn.Apply(string (_) => throw new InvalidOperationException("no luck")) })));
        Assert.Equal("the program workshop failed: no luck (InvalidOperationException)", error.Message);
    }

    [Fact]
    public async Task FailedEvaluationLeavesNothing()
    {
        await Fails(() => throw new InvalidOperationException("no luck"), "no luck");
        Assert.False(Directory.Exists(workshop.Store.Folder));
    }

    [Fact]
    public async Task OutputsAreResolvedAndSecretsMasked()
    {
        var state = await workshop.UpAsync(() => new Dictionary<string, object?>
        {
            ["arn"] = new Thing("a", new() { Name = "fixed" }).Arn,
            ["plain"] = 3,
            ["list"] = ImmutableArray.Create("x", "y"),
            ["secret"] = Output.CreateSecret("hush"),
            ["nested"] = new Dictionary<string, object?> { ["inner"] = Output.CreateSecret("hush") },
        });
        Assert.Equal("""{"arn":"arn:fixed","list":["x","y"],"nested":{"inner":"[secret]"},"plain":3,"secret":"[secret]"}""", state.Outputs.ToJsonString());
    }

    [Fact]
    public async Task SecretsStandInTheStateAsSaltedHashesOnly()
    {
        void Program(string secret)
        {
            var a = new Thing("a", new() { Color = Output.CreateSecret(secret), Labels = { ["k"] = Output.CreateSecret(secret) } });
            _ = new Thing("b", new() { Color = a.Color.Apply(color => $"from {color}") });
        }
        await workshop.UpAsync(() => Program("hush-hush"));
        Assert.DoesNotContain("hush", workshop.StateText, StringComparison.Ordinal);
        Assert.Contains("$secret", workshop.StateText, StringComparison.Ordinal);
        await workshop.UpAsync(() => Program("hush-hush"));
        Assert.Empty(workshop.Done);
        await workshop.UpAsync(() => Program("other"));
        Assert.Equal(["Update a", "Update b"], workshop.Done);
    }

    [Fact]
    public async Task TwoStatesHashOneSecretDifferently()
    {
        using var other = new Workshop();
        static void Program() => _ = new Thing("a", new() { Color = Output.CreateSecret("hush") });
        await workshop.UpAsync(Program);
        await other.UpAsync(Program);
        Assert.NotEqual(
            workshop.Store.Read().Resources[0].Inputs["color"]!.ToJsonString(), other.Store.Read().Resources[0].Inputs["color"]!.ToJsonString());
    }

    [Fact]
    public async Task SettingsReachTheProgramAndSecretOnesStaySecret()
    {
        workshop.Config = workshop.Config.Add("cloudstacks:color", "red").Add("cloudstacks:password", "hush");
        workshop.SecretKeys = ["cloudstacks:password"];
        await workshop.UpAsync(() =>
        {
            var config = new Config("cloudstacks");
            _ = new Thing("a", new() { Color = config.Require("color"), Labels = { ["region"] = new Config("aws").Require("region") } });
            _ = new Thing("b", new() { Color = config.RequireSecret("password") });
        });
        var a = workshop.Store.Read().Resources.Single(r => r.Name == "a");
        Assert.Equal("red", a.Text("color"));
        Assert.Equal("us-east-1", (string?)a.Inputs["labels"]!["region"]);
        Assert.DoesNotContain("hush", workshop.StateText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyEvaluationsRunAtOnceWithTheirOwnSettings()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            using var one = new Workshop();
            var color = i.ToString(CultureInfo.InvariantCulture);
            one.Config = one.Config.Add("cloudstacks:color", color);
            var state = await one.UpAsync(() => _ = new Thing("a", new() { Color = new Config("cloudstacks").Require("color") }));
            Assert.Equal(color, state.Resources[0].Text("color"));
        })));
    }

    [Fact]
    public async Task PreviewPlansFromTheOutputsThatUpWillGive()
    {
        void Program(string shape)
        {
            var a = new Thing("a", new() { Shape = shape });
            _ = new Thing("b", new() { Color = a.Arn });
        }
        await workshop.UpAsync(() => Program("round"));
        var plan = await workshop.PreviewAsync(() => Program("square"));
        Assert.Equal(["Replace a", "Update b", "DeleteReplaced a"], plan.Changes.Select(step => $"{step.Operation} {step.Resource.Name}"));
        Assert.Equal(["shape"], plan.Changes.First().Changed);
        Assert.Equal(plan.Changes.First().After!.Text("arn"), plan.Changes.ElementAt(1).After!.Text("color"));
        Assert.Single(workshop.Existing, id => id.StartsWith('a'));
    }

    [Fact]
    public async Task PreviewRefusesAResourceThatWaitsForAnOutput()
    {
        void Program() => new Thing("a").Arn.Apply(arn => new Thing("late", new() { Color = arn }));
        var error = await Assert.ThrowsAsync<EngineException>(() => workshop.PreviewAsync(Program));
        Assert.Contains("late: registered only once outputs are known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreviewOfANewStackWritesNothing()
    {
        var plan = await workshop.PreviewAsync(() => _ = new Thing("b", new() { Color = new Thing("a").Arn }));
        Assert.Equal(2, plan.Changes.Count());
        Assert.False(Directory.Exists(workshop.Store.Folder));
    }

    private async Task Fails(Action program, string expected)
    {
        var error = await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(program));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}

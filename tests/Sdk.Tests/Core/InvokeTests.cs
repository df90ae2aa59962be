using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

public class InvokeTests
{
    private static readonly TestOptions Preview = new() { IsPreview = true };

    private sealed class FindArgs : InvokeArgs
    {
        [Input("key")]
        public Input<string>? Key { get; set; }
    }

    private static async Task<(Resolved<Part> Result, EchoMocks Mocks)> InvokeAsync(
        Func<FindArgs> args, Func<InvokeOutputOptions>? options = null, EchoMocks? mocks = null)
    {
        mocks ??= new EchoMocks();
        Output<Part> output = null!;
        await Deployment.TestAsync(mocks, Preview, () =>
        {
            output = Deployment.Instance.Invoke<Part>("test:index:find", args(), options?.Invoke() ?? new InvokeOutputOptions());
        });
        return (await output.ResolveAsync(), mocks);
    }

    [Fact]
    public async Task TheResultIsTypedAndDependsOnTheResourcesOfTheInputs()
    {
        var (result, mocks) = await InvokeAsync(() => new FindArgs { Key = new Widget("w").Id });
        Assert.Equal(("w-id", true, false, 1), (result.Value!.Key, result.IsKnown, result.IsSecret, result.Dependencies));
        Assert.Equal(("test:index:find", ""), (mocks.Calls.Single().Token, mocks.Calls.Single().Provider));
    }

    [Fact]
    public async Task AnUnknownInputMakesTheResultUnknownWithoutACall()
    {
        var (result, mocks) = await InvokeAsync(() => new FindArgs { Key = OutputUtilities.CreateUnknown("k") });
        Assert.False(result.IsKnown);
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task AResourceThatDoesNotExistYetMakesTheResultUnknownWithoutACall()
    {
        var (result, mocks) = await InvokeAsync(
            () => new FindArgs { Key = "k" },
            () => new InvokeOutputOptions { DependsOn = { new Shelf("s", s => _ = new Widget("w", null, new() { Parent = s })) } },
            new EchoMocks { Id = _ => null });
        Assert.False(result.IsKnown);
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task ASecretResultIsASecretOutput()
    {
        var (result, _) = await InvokeAsync(() => new FindArgs(), mocks: new EchoMocks
        {
            Result = _ => new Dictionary<string, object> { ["key"] = Output.CreateSecret("s") },
        });
        Assert.Equal(("s", true), (result.Value!.Key, result.IsSecret));
    }

    [Fact]
    public async Task SingleResultsAndTasksGiveTheValueItself()
    {
        Output<string> single = null!;
        var seen = new List<string>();
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Preview, async () =>
        {
            var args = new FindArgs { Key = "k" };
            single = Deployment.Instance.InvokeSingle<string>("test:index:find", args);
            seen.Add(await Deployment.Instance.InvokeSingleAsync<string>("test:index:find", args));
            seen.Add((await Deployment.Instance.InvokeAsync<Part>("test:index:find", args)).Key);
            await Deployment.Instance.InvokeAsync("test:index:find", args);
        });
        Assert.Equal("k", await OutputUtilities.GetValueAsync(single));
        Assert.Equal(["k", "k"], seen);
        Assert.Equal(4, mocks.Calls.Count);
    }

    [Fact]
    public async Task AResultThatIsNoDictionaryIsRefused()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => InvokeAsync(() => new FindArgs(), mocks: new EchoMocks { Result = _ => "text" }));
        Assert.Contains("result of test:index:find must be a dictionary", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStackReferenceGivesOutputsWithTheirOwnSecrecy()
    {
        var mocks = new EchoMocks
        {
            State = _ => new Dictionary<string, object>
            {
                ["name"] = "o/p/s",
                ["outputs"] = Output.CreateSecret<object>(ImmutableDictionary<string, object>.Empty.Add("open", "a").Add("closed", "b")),
                ["secretOutputNames"] = new[] { "closed" },
            },
        };
        StackReference stack = null!;
        await Deployment.TestAsync(mocks, Preview, () => { stack = new StackReference("o/p/s"); });

        Assert.Equal("o/p/s", mocks["o/p/s"].Id);
        Assert.Equal(("a", false), await Value("open"));
        Assert.Equal(("b", true), await Value("closed"));
        var failure = await Assert.ThrowsAsync<RunException>(() => stack.RequireOutput("none").ResolveAsync());
        Assert.Contains("'o/p/s' has no output 'none'; it has: closed, open", failure.Message, StringComparison.Ordinal);

        async Task<(object?, bool)> Value(string name)
        {
            var output = await stack.GetOutput(name).ResolveAsync();
            return (output.Value, output.IsSecret);
        }
    }
}

using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

public class EvaluationTests
{
    private static readonly TestOptions Update = new() { IsPreview = false, ProjectName = "p", StackName = "s", OrganizationName = "o", RootDirectory = "/r" };

    // An evaluation takes milliseconds; one that hangs would never end.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private sealed class UnassignedStack : Stack
    {
        [Output]
        public Output<string> Missing { get; private set; } = null!;
    }

    private sealed class WrongStack : Stack
    {
        [Output("wrong")]
        public string Wrong { get; private set; } = "text";
    }

    private sealed class BadWidget(string name) : CustomResource("test:index:Bad", name, null)
    {
        [Output("list")]
        public Output<List<string>> List { get; private set; } = null!;
    }

    [Fact]
    public async Task TheStacksOutputsAreItsOutputProperties()
    {
        var mocks = new EchoMocks();
        var resources = await Deployment.TestWithServiceProviderAsync<TransformedStack>(
            mocks, new Services(() => new TransformedStack(new StackOptions(), () => _ = new Widget("w"))), Update);

        Assert.Equal(["p-s", "w"], resources.Select(resource => resource.GetResourceName()));
        var outputs = Assert.Single(mocks.Outputs);
        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack::p-s", outputs.Urn);
        Assert.Equal(new Resolved<object?>("42", true, true, 0), await outputs.Outputs["answer"].ResolveAsync());
        Assert.DoesNotContain(mocks.Resources, resource => resource.Type == "pulumi:pulumi:Stack");
    }

    [Fact]
    public async Task AComponentRegistersItsOutputProperties()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () => _ = new Shelf("shelf"));

        var outputs = mocks.Outputs.Single(request => request.Urn.EndsWith("::shelf", StringComparison.Ordinal));
        Assert.Equal("shelf label", (await outputs.Outputs["label"].ResolveAsync()).Value);
    }

    [Fact]
    public async Task AFunctionsResultsAreGivenBackWithoutTheStack()
    {
        var (resources, outputs) = await Deployment.TestAsync(new EchoMocks(), Update, () =>
            new Dictionary<string, object?> { ["name"] = new Widget("w").GetResourceName() });
        Assert.Equal("w", Assert.Single(resources).GetResourceName());
        Assert.Equal("w", outputs["name"]);
    }

    [Fact]
    public async Task TheProgramSeesTheNamesOfItsDeployment()
    {
        var seen = "";
        await Deployment.TestAsync(new EchoMocks(), Update, async () =>
        {
            await Task.Yield();
            var instance = Deployment.Instance;
            seen = $"{instance.OrganizationName}/{instance.ProjectName}/{instance.StackName} {instance.RootDirectory} {instance.IsDryRun}";
        });
        Assert.Equal("o/p/s /r False", seen);
        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
    }

    [Fact]
    public async Task ManyEvaluationsRunAtOnceWithoutMixing()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            Widget widget = null!;
            await Deployment.TestAsync(new EchoMocks(), new TestOptions { StackName = $"s{i}" }, async () =>
            {
                await Task.Yield();
                widget = new Widget("w");
            });
            return await OutputUtilities.GetValueAsync(widget.Urn);
        })));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"urn:pulumi:s{i}::project::pulumi:pulumi:Stack$test:index:Widget::w"), names);
    }

    [Fact]
    public async Task ARunExceptionReachesTheCallerAsItsMessageAlone()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, (Action)(() => throw new RunException("broken"))));
        Assert.Equal("broken", failure.Message);
        var hidden = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update,
            (Action)(() => throw new ResourceException("broken resource", null, hideStack: true))));
        Assert.Equal("broken resource", hidden.Message);
    }

    [Fact]
    public async Task AnyOtherExceptionReachesTheCallerWithItsStackTrace()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, () => { _ = new Widget(""); }));
        Assert.Contains("System.ArgumentException", failure.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(EvaluationTests), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailureThatPassesThroughManyOutputsIsReportedOnce()
    {
        var mocks = new EchoMocks { State = args => args.Name == "bad" ? throw new RunException("refused") : args.Inputs };
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(mocks, Update, () =>
        {
            var bad = new Widget("bad");
            _ = new Widget("next", new WidgetArgs { Text = bad.Id });
            _ = new Widget("last", new WidgetArgs { Text = Output.Format($"{bad.Urn}") });
        }));
        Assert.Equal("refused", failure.Message);
    }

    [Fact]
    public async Task IndependentFailuresAreReportedTogether()
    {
        var mocks = new EchoMocks { State = args => throw new RunException($"refused {args.Name}") };
        var failures = await Assert.ThrowsAsync<AggregateException>(() => Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new Widget("a");
            _ = new Widget("b");
        }));
        Assert.Equal(["refused a", "refused b"], failures.InnerExceptions.Select(failure => failure.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AnErrorInTheLogFailsTheEvaluationAtItsEnd()
    {
        var mocks = new EchoMocks();
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(mocks, Update, () =>
        {
            Log.Error("not good");
            Log.Warn("beware");
            _ = new Widget("w");
        }));
        Assert.Equal("not good", failure.Message);
        Assert.Equal(["w"], mocks.Order);
    }

    [Fact]
    public async Task AnOutputOfTheStackMustHaveAValueOfTypeOutput()
    {
        var missing = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<UnassignedStack>(new EchoMocks(), Update));
        Assert.Contains("'Missing' have no value", missing.Message, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<WrongStack>(new EchoMocks(), Update));
        Assert.Contains("'wrong' are not of type Output<T>", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InputsAndOutputsThatCannotBeSentAreNamed()
    {
        async Task<string> Fails(Action program) =>
            (await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, program))).Message;
        Assert.Contains("PartArgs.Key is required", await Fails(() => _ = new Widget("w", new WidgetArgs { Part = new PartArgs() })), StringComparison.Ordinal);
        Assert.StartsWith("test:index:Widget 'w'.any has a value of type System.Version",
            await Fails(() => _ = new Widget("w", new WidgetArgs { Any = new Version(1, 0) })), StringComparison.Ordinal);
        Assert.Contains("BadWidget.List", await Fails(() => _ = new BadWidget("w")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACanceledTaskIsAFailureToo()
    {
        await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, () =>
        {
            _ = new Widget("w", new WidgetArgs { Text = Output.Create(Task.FromCanceled<string>(new CancellationToken(true))) });
        }));
    }

    [Fact]
    public async Task WithoutMocksNothingRunsAndOneSentenceSaysWhatToDo()
    {
        var console = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            Assert.NotEqual(0, await Deployment.RunAsync<UnassignedStack>());
        }
        finally
        {
            Console.SetError(console);
        }
        Assert.Contains("embedded Pulumi SDK", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("`pulumi up` inside the stack's own folder", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATransformationThatThrowsEndsTheEvaluation()
    {
        var options = new StackOptions { ResourceTransformations = { args => args.Resource is Widget ? throw new RunException("no widgets") : null } };
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestWithServiceProviderAsync<TransformedStack>(
            new EchoMocks(), new Services(() => new TransformedStack(options, () => _ = new Widget("w"))), Update).WaitAsync(Limit));
        Assert.Equal("no widgets", failure.Message);
    }

    [Fact]
    public async Task ATransformationThatThrowsEndsTheEvaluationEvenIfTheProgramGoesOn()
    {
        var options = new StackOptions { ResourceTransformations = { args => args.Resource is Widget ? throw new RunException("no widgets") : null } };
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestWithServiceProviderAsync<TransformedStack>(
            new EchoMocks(), new Services(() => new TransformedStack(options, () => Assert.Throws<RunException>(() => new Widget("w")))), Update).WaitAsync(Limit));
        Assert.Equal("no widgets", failure.Message);
    }

    [Fact]
    public async Task AProgramThatThrowsIsNotWaitedForWhileItsOutputsCannotComeAnyMore()
    {
        var never = new TaskCompletionSource<string>();
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestWithServiceProviderAsync<TransformedStack>(
            new EchoMocks(),
            new Services(() => new TransformedStack(new StackOptions(), () =>
            {
                _ = new Widget("w", new WidgetArgs { Text = Output.Create(never.Task) });
                throw new RunException("broken before the label came");
            })),
            Update).WaitAsync(Limit));
        Assert.Equal("broken before the label came", failure.Message);
    }
}

using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tests.Programs;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Lambda;

namespace CloudStacks.LocalCloud.Tests.Lambda;

/// <summary>Ways in which Lambda does not run a function, each with the link that is missing.</summary>
public sealed class RefusalTests
{
    private const string Answer = "answer $1 1";
    private static readonly Principal S3 = new(PrincipalKind.Service, "s3.amazonaws.com");

    [Fact]
    public async Task AnUnknownFunction()
    {
        await using var stack = await FunctionStack.OpenAsync(Answer);
        var answer = await stack.Functions.InvokeAsync("other", "{}", new("shard 0", 1), TestContext.Current.CancellationToken);
        Assert.Equal(new InvokeRefusal("ResourceNotFoundException", "Function not found: other"), answer.Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":$LATEST")]
    public async Task NameAndArnAndVersionAreTheSameFunction(string version)
    {
        await using var stack = await FunctionStack.OpenAsync(Answer);
        foreach (var name in new[] { "name", "arn" })
        {
            Assert.True((await stack.Functions.InvokeAsync(stack.Function.Text(name)! + version, "{}", new("shard 0", 1), TestContext.Current.CancellationToken)).Succeeded);
        }
    }

    [Fact]
    public async Task APayloadThatIsNoJson() => await RefusedAsync("InvalidRequestContentException", "Could not parse", payload: "{");

    /// <summary>6 MB synchronous, 1 MB asynchronous: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    [Theory]
    [InlineData("RequestResponse", 6 * 1024 * 1024)]
    [InlineData("Event", 1024 * 1024)]
    public async Task APayloadAboveTheLimit(string name, int limit)
    {
        var type = Enum.Parse<InvocationType>(name);
        await using var stack = await FunctionStack.OpenAsync(Answer);
        Assert.True((await stack.InvokeAsync(Text(limit), one => one with { Type = type })).Succeeded);
        Assert.Equal("RequestTooLargeException", (await stack.InvokeAsync(Text(limit + 1), one => one with { Type = type })).Refusal!.Code);
    }

    [Fact]
    public async Task AnAnswerAboveTheLimit()
    {
        await using var stack = await FunctionStack.OpenAsync("head -c $event /dev/zero | tr '\\0' 1 > $HOME/answer; answer $1 @$HOME/answer");
        Assert.Equal(6 * 1024 * 1024, (await stack.InvokeAsync($"{6 * 1024 * 1024}")).Payload.Length);
        Assert.Equal("Function.ResponseSizeTooLarge", (await stack.InvokeAsync($"{(6 * 1024 * 1024) + 1}")).Error!.Type);
    }

    [Fact]
    public async Task ARoleThatLambdaMayNotAssume() => await RefusedAsync("AccessDeniedException", "cannot be assumed by Lambda", setup: new()
    {
        Edits = [Edit.Of<RoleArgs>(args => args.AssumeRolePolicy = args.AssumeRolePolicy.Apply(policy => policy.AsT0.Replace("lambda.", "ecs-tasks.", StringComparison.Ordinal)))],
    });

    [Fact]
    public async Task ARoleThatMayNotWriteTheLog() =>
        await RefusedAsync("AccessDeniedException", "may not logs:CreateLogStream", setup: new() { Edits = [Edit.WithoutStatement("WriteLog")] });

    [Fact]
    public async Task ALogGroupThatIsNotThere() =>
        await RefusedAsync("AccessDeniedException", "the log group x-logs-", setup: new() { Keep = resource => resource.Name != "x-logs" });

    [Fact]
    public async Task AnImageThatTheStackDoesNotBuild() =>
        await RefusedAsync("InvalidImage", "registry.example/worker:1 is not an image that this stack builds", setup: new() { Settings = "package=image,image=registry.example/worker:1" });

    [Fact]
    public async Task AServiceWithoutPermission() => await RefusedAsync("AccessDeniedException", "s3.amazonaws.com may not lambda:InvokeFunction", change: one => one with { Caller = S3, SourceArn = "arn:aws:s3:::b" });

    [Theory]
    [InlineData("arn:aws:s3:::b", true)]
    [InlineData("arn:aws:s3:::other", false)]
    public async Task APermissionHoldsForItsSource(string source, bool allowed)
    {
        await using var stack = await FunctionStack.OpenAsync(Answer, new()
        {
            More = function => _ = new Permission("permission", new PermissionArgs { Action = "lambda:InvokeFunction", Function = function.Name, Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::b" }),
        });
        Assert.Equal(allowed, (await stack.InvokeAsync(change: one => one with { Caller = S3, SourceArn = source })).Succeeded);
    }

    [Fact]
    public async Task ARoleMayInvokeWhatItsPolicyAllows()
    {
        await using var stack = await FunctionStack.OpenAsync(Answer);
        var role = new Principal(PrincipalKind.Role, stack.Function.Text("role")!);
        Assert.Contains("may not lambda:InvokeFunction", (await stack.InvokeAsync(change: one => one with { Caller = role })).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReservedConcurrencyIsTheBound()
    {
        await using var stack = await FunctionStack.OpenAsync("while test ! -e $LAMBDA_TASK_ROOT/go; do sleep 0.01; done; answer $1 1", new() { Change = outputs => outputs["reservedConcurrentExecutions"] = 1 });
        var first = stack.InvokeAsync();
        var second = await stack.InvokeAsync();
        Assert.True(second.Refusal!.Throttled);
        Assert.Contains("ReservedFunctionConcurrentInvocationLimitExceeded: 1 run at once", second.Refusal.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Directory.GetDirectories(Path.Combine(stack.Workshop.Store.DataRoot, "lambda", "unpacked")).Single(), "go"), "");
        Assert.True((await first).Succeeded);
        Assert.True((await stack.InvokeAsync()).Succeeded);
    }

    private static string Text(int bytes) => $"\"{new string('x', bytes - 2)}\"";

    private static async Task RefusedAsync(string code, string message, FunctionSetup? setup = null, string payload = "{}", Func<Invocation, Invocation>? change = null)
    {
        await using var stack = await FunctionStack.OpenAsync(Answer, setup);
        var answer = await stack.InvokeAsync(payload, change);
        Assert.Equal(code, answer.Refusal?.Code);
        Assert.Contains(message, answer.Refusal!.Message, StringComparison.Ordinal);
        Assert.False(answer.Succeeded);
    }
}

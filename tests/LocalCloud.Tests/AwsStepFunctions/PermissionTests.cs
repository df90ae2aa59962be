namespace CloudStacks.LocalCloud.Tests.AwsStepFunctions;

/// <summary>What the machine's role must be allowed: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html</summary>
public sealed class PermissionTests
{
    [Theory]
    [InlineData("states:StartExecution", "stateMachine:screening", "States.Permissions")]
    [InlineData("states:DescribeExecution", "execution:screening:j-0", "States.Permissions")]
    [InlineData("s3:GetObject", "fleet-data/jobs/j/job.json", "States.ItemReaderFailed")]
    [InlineData("s3:PutObject", "fleet-data/results/", "States.ResultWriterFailed")]
    [InlineData("s3:ListMultipartUploadParts", "fleet-data/results/", "States.ResultWriterFailed")]
    [InlineData("s3:AbortMultipartUpload", "fleet-data/results/", "States.ResultWriterFailed")]
    public async Task MissingActionFailsTheMapAndIsNamed(string action, string resource, string error)
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), statements: StatesStack.Allowed.Where(statement => !statement.Contains($"\"{action}\"", StringComparison.Ordinal)));
        var end = await stack.RunAsync(2);
        Assert.Equal(error, (string?)end["error"]);
        Assert.Contains($"role/machine may not {action} on", (string?)end["cause"], StringComparison.Ordinal);
        Assert.Contains(resource, (string?)end["cause"], StringComparison.Ordinal);
    }

    /// <summary>The error name that a forbidden call has: https://github.com/awslabs/aws-deployment-framework/issues/460.</summary>
    [Fact]
    public async Task ForbiddenInvocationFailsTheTask()
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), statements: StatesStack.Allowed.Where(statement => !statement.Contains("lambda:", StringComparison.Ordinal)));
        var end = await stack.RunAsync(2);
        Assert.Equal("Lambda.AWSLambdaException", (string?)end["error"]);
        Assert.Contains("may not lambda:InvokeFunction", (string?)end["cause"], StringComparison.Ordinal);
        Assert.All(stack.Attempts(), item => Assert.Equal("failed", item.Status));
    }

    [Fact]
    public async Task RoleMustTrustTheService()
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), service: "lambda");
        Assert.Contains("sts:AssumeRole", (string?)(await stack.RunAsync(1))["cause"], StringComparison.Ordinal);
    }
}

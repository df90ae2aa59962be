using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsLambda.Mappings;
using CloudStacks.LocalCloud.Services.Lambda;

namespace CloudStacks.LocalCloud.Tests.AwsLambda;

public sealed class MappingTests
{
    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html</summary>
    [Theory]
    [InlineData("""{"batchItemFailures":[]}""", "")]
    [InlineData("""{"batchItemFailures":null}""", "")]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    [InlineData("", "")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"b"}]}""", "b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}""", "a b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"c"}]}""", "a b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""", "a b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""", "a b")]
    [InlineData("""{"batchItemFailures":[{"messageId":"a"}]}""", "a b")]
    [InlineData("""{"batchItemFailures":"a"}""", "a b")]
    [InlineData("no JSON", "a b")]
    public void AnswerTellsWhichMessagesComeBack(string payload, string failed) =>
        Assert.Equal(failed, Text(BatchAnswer.Of(LambdaAnswer.Of(payload), new HashSet<string> { "a", "b" }, reportsItemFailures: true)));

    [Fact]
    public void AnswerIsNotLookedAtWhereTheMappingDoesNotAskForIt() =>
        Assert.Equal("", Text(BatchAnswer.Of(LambdaAnswer.Of("""{"batchItemFailures":[{"itemIdentifier":"a"}]}"""), new HashSet<string> { "a" }, reportsItemFailures: false)));

    [Fact]
    public void ErrorOfTheFunctionBringsTheWholeBatchBack() =>
        Assert.Equal("a b", Text(BatchAnswer.Of(LambdaAnswer.Failed(new("Transient", "later", true), "{}"), new HashSet<string> { "a", "b" }, reportsItemFailures: true)));

    [Fact]
    public async Task NoMoreInvocationsRunAtOnceThanTheMappingAllows()
    {
        using var workshop = await TicketStack.DeployAsync("sleep 0.2; done_with $1", "maxParallelism=2");
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync([.. Enumerable.Range(0, 5).Select(shard => $"tickets/j/{shard}.ticket")]);
        Assert.InRange((await stack.CountAsync("aws-lambda-tickets-queue")).InFlight, 0, 2);
        await stack.EndAsync(5);
    }

    [Fact]
    public async Task DisabledMappingTakesNothingAlsoInTheNextSessionUntilItIsEnabled()
    {
        using var workshop = await TicketStack.DeployAsync("done_with $1");
        var uuid = workshop.Store.Read().Resources.Single(resource => resource.Name == "aws-lambda-mapping").Id;
        await using (var first = await TicketStack.OpenAsync(workshop))
        {
            Assert.Equal("Disabled", State(await first.Aws("lambda", "update-event-source-mapping", "--uuid", uuid, "--no-enabled")));
        }
        await using var second = await TicketStack.OpenAsync(workshop);
        await second.PutAsync("tickets/j/0.ticket");
        Assert.Contains($"the event source mapping {uuid} is disabled", second.WhyWaiting(), StringComparison.Ordinal);
        Assert.Equal("waiting", Assert.Single(await second.EndAsync(1, "waiting")).Status);
        Assert.Equal("Enabled", State(await second.Aws("lambda", "update-event-source-mapping", "--uuid", uuid, "--enabled")));
        Assert.Equal("succeeded", Assert.Single(await second.EndAsync(1)).Status);
    }

    [Theory]
    [InlineData(254, "ResourceNotFoundException", "lambda", "update-event-source-mapping", "--uuid", "other", "--no-enabled")]
    [InlineData(252, "exclude each other", "lambda", "update-event-source-mapping", "--uuid", "{uuid}", "--enabled", "--no-enabled")]
    [InlineData(252, "does not model '--batch-size'", "lambda", "update-event-source-mapping", "--uuid", "{uuid}", "--batch-size", "2")]
    [InlineData(252, "does not model 'aws lambda delete-function'", "lambda", "delete-function", "--function-name", "f")]
    [InlineData(254, "NonExistentQueue", "sqs", "get-queue-attributes", "--queue-url", "https://sqs.us-east-1.amazonaws.com/000000000000/other")]
    [InlineData(252, "does not model 'aws sqs send-message'", "sqs", "send-message", "--queue-url", "q", "--message-body", "m")]
    [InlineData(254, "The specified log group does not exist", "logs", "filter-log-events", "--log-group-name", "other")]
    [InlineData(252, "'?ERROR': the local cloud models words", "logs", "filter-log-events", "--log-group-name", "{group}", "--filter-pattern", "?ERROR")]
    public async Task CommandIsRefusedByName(int exitCode, string expected, params string[] arguments)
    {
        using var workshop = await TicketStack.DeployAsync("done_with $1");
        var group = workshop.Store.Read().OfType("aws:cloudwatch/logGroup:LogGroup").Single().Text("name")!;
        var uuid = workshop.Store.Read().Resources.Single(resource => resource.Name == "aws-lambda-mapping").Id;
        await using var stack = await TicketStack.OpenAsync(workshop);
        var result = await stack.Aws([.. arguments.Select(argument => argument.Replace("{uuid}", uuid, StringComparison.Ordinal).Replace("{group}", group, StringComparison.Ordinal))]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static string Text(BatchAnswer answer) => string.Join(' ', answer.Failed.Order(StringComparer.Ordinal));

    private static string? State(CommandResult result) => (string?)JsonNode.Parse(result.Output)!["State"];
}

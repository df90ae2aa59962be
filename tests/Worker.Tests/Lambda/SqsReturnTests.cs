using Amazon.Runtime;
using Amazon.SQS;
using CloudStacks.Worker.Lambda;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.Worker.Tests.Lambda;

public sealed class SqsReturnTests
{
    static readonly SqsRecord Message = new("m", "handle", "{}", "aws:sqs", "arn:aws:sqs:us-east-1:123456789012:queue");

    [Fact]
    public async Task TheMessageBecomesVisibleAtOnceInItsOwnQueue()
    {
        var (request, log) = await ReturnAsync(Message, StatusCodes.Status200OK, "{}");
        Assert.Contains("\"VisibilityTimeout\":0", request, StringComparison.Ordinal);
        Assert.Contains("\"ReceiptHandle\":\"handle\"", request, StringComparison.Ordinal);
        Assert.Contains("/123456789012/queue\"", request, StringComparison.Ordinal);
        Assert.Equal("", log);
    }

    [Fact]
    public async Task AMissingPermissionIsSaidAndHarmsNothing()
    {
        var (_, log) = await ReturnAsync(Message, StatusCodes.Status403Forbidden, """{"__type":"com.amazonaws.sqs#AccessDenied","message":"no"}""");
        Assert.StartsWith("message m: comes back only after the queue's visibility timeout, sqs:ChangeMessageVisibility failed", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageWithoutAQueueIsLeft() => Assert.Equal(("", ""), await ReturnAsync(Message with { EventSourceArn = null }, StatusCodes.Status200OK, "{}"));

    static async Task<(string Request, string Log)> ReturnAsync(SqsRecord message, int status, string answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var seen = "";
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            seen = await reader.ReadToEndAsync();
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/x-amz-json-1.0";
            await http.Response.WriteAsync(answer);
        });
        await app.StartAsync();
        await using var log = new StringWriter();
        var config = new AmazonSQSConfig { ServiceURL = app.Urls.Single(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 1 };
        using var queue = new SqsReturn(() => new AmazonSQSClient(new BasicAWSCredentials("id", "key"), config), log);
        await queue.ReturnAsync(message, TestContext.Current.CancellationToken);
        return (seen, log.ToString());
    }
}

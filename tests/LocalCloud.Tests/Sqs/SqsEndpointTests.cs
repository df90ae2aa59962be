using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Sqs;
using CloudStacks.LocalCloud.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Sqs;

/// <summary>What tasks ask of SQS, with the official client.</summary>
public sealed class SqsEndpointTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:sqs:us-east-1:123456789012:work";

    private readonly string _folder = Directory.CreateTempSubdirectory("sqs").FullName;
    private AwsCloud _aws = null!;
    private MessageQueues _queues = null!;
    private SqsEndpoint _endpoint = null!;

    public async ValueTask InitializeAsync()
    {
        var state = new StateBuilder()
            .Add(Queue.Token, "https://sqs.us-east-1.amazonaws.com/123456789012/work", new JsonObject { ["name"] = "work", ["arn"] = Arn })
            .AddRole("may", StateBuilder.Allow("sqs:ChangeMessageVisibility", Arn))
            .AddRole("may-not", StateBuilder.Allow("sqs:ReceiveMessage", Arn))
            .Build();
        _aws = await AwsCloud.StartAsync(new(state, _folder, [], FaultPlan.None, TimeProvider.System), TestContext.Current.CancellationToken);
        _queues = MessageQueues.Open(state, _folder, TimeProvider.System);
        _endpoint = await SqsEndpoint.StartAsync(_queues, _aws, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _queues.Dispose();
        await _aws.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task GivesAMessageBackAtOnce()
    {
        using var client = Client("may");
        await client.ChangeMessageVisibilityAsync(Request(Receive()), TestContext.Current.CancellationToken);
        Assert.Single(_queues.Receive(Arn, 1));
    }

    [Fact]
    public async Task RoleWithoutThePermissionIsNamedWithActionAndQueue()
    {
        using var client = Client("may-not");
        var request = Request(Receive());
        var refused = await Assert.ThrowsAsync<AmazonSQSException>(() => client.ChangeMessageVisibilityAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (refused.StatusCode, refused.ErrorCode));
        Assert.Contains($"{StateBuilder.RoleArn("may-not")} may not sqs:ChangeMessageVisibility on {Arn}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_queues.Receive(Arn, 1));
    }

    [Fact]
    public async Task ErrorsAreThoseOfTheApi()
    {
        using var client = Client("may");
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => client.ChangeMessageVisibilityAsync(Request("none"), TestContext.Current.CancellationToken));
        var elsewhere = Request(Receive());
        elsewhere.QueueUrl = elsewhere.QueueUrl.Replace("/work", "/other", StringComparison.Ordinal);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => client.ChangeMessageVisibilityAsync(elsewhere, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OtherOperationsAreRefusedByName()
    {
        using var client = Client("may");
        var refused = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => client.SendMessageAsync(Request("").QueueUrl, "m", TestContext.Current.CancellationToken));
        Assert.Contains("does not model SendMessage; it models ChangeMessageVisibility", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnsignedRequestIsDenied()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(_endpoint.Url, new StringContent("{}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("AccessDenied", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private string Receive()
    {
        _queues.Send(Arn, "m");
        return Assert.Single(_queues.Receive(Arn, 1)).Receipt;
    }

    private ChangeMessageVisibilityRequest Request(string receipt) =>
        new() { QueueUrl = new Uri(_endpoint.Url, "123456789012/work").AbsoluteUri, ReceiptHandle = receipt, VisibilityTimeout = 0 };

    private AmazonSQSClient Client(string role)
    {
        var who = _aws.Vault.Issue(new(PrincipalKind.Role, StateBuilder.RoleArn(role)));
        return new(new SessionAWSCredentials(who.AccessKeyId, who.SecretAccessKey, who.Token),
            new AmazonSQSConfig { ServiceURL = _endpoint.Url.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }
}

using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace CloudStacks.Worker.Lambda;

/// <summary>Makes a message that failed visible again.</summary>
interface IMessageReturn
{
    Task ReturnAsync(SqsRecord message, CancellationToken cancellation);
}

/// <summary>
/// Sets the visibility timeout of a failed message to 0. It is six times the function's timeout at least
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html), and the next try need not wait for it.
/// </summary>
sealed class SqsReturn(Func<IAmazonSQS> open, TextWriter log) : IMessageReturn, IDisposable
{
    // Made when it is needed first: most environments never see a failure, and a client takes time to make.
    readonly Lazy<IAmazonSQS> _client = new(open);

    /// <summary>A client for the region and the identity of the process.</summary>
    public static SqsReturn OfProcess(TextWriter log) => new(() => new AmazonSQSClient(), log);

    /// <summary>Where this fails the message comes back by itself, only later.</summary>
    public async Task ReturnAsync(SqsRecord message, CancellationToken cancellation)
    {
        if (message is not { ReceiptHandle: { } receipt, EventSourceArn: { } arn } || arn.Split(':') is not [_, _, _, _, var account, var queue])
            return;
        try
        {
            var request = new ChangeMessageVisibilityRequest { ReceiptHandle = receipt, VisibilityTimeout = 0 };
            request.QueueUrl = new Uri(new Uri(_client.Value.DetermineServiceOperationEndpoint(request).URL), $"{account}/{queue}").AbsoluteUri;
            await _client.Value.ChangeMessageVisibilityAsync(request, cancellation);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or SocketException)
        {
            await log.WriteLineAsync($"message {message.MessageId}: comes back only after the queue's visibility timeout, sqs:ChangeMessageVisibility failed: {e.Message}");
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }
}

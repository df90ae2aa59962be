using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Sqs;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

/// <summary>The event that a function gets for a batch of messages (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).</summary>
internal static class BatchEvent
{
    public static string Of(IEnumerable<ReceivedMessage> batch, string queueArn, string region) => new JsonObject
    {
        ["Records"] = new JsonArray([.. batch.Select(message => Record(message, queueArn, region))]),
    }.ToJsonString();

    private static JsonObject Record(ReceivedMessage message, string queueArn, string region) => new()
    {
        ["messageId"] = message.Record.Id,
        ["receiptHandle"] = message.Receipt,
        ["body"] = message.Record.Body,
        ["attributes"] = new JsonObject
        {
            ["ApproximateReceiveCount"] = Text(message.Record.Receives),
            ["SentTimestamp"] = Text(message.Record.SentAt),
            ["ApproximateFirstReceiveTimestamp"] = Text(message.Record.FirstReceivedAt ?? message.Record.SentAt),
            // S3 sends as a service of AWS's; the id has no meaning here.
            ["SenderId"] = "AIDALOCALCLOUDSERVICES",
        },
        ["messageAttributes"] = new JsonObject(),
        ["md5OfBody"] = Convert.ToHexStringLower(Md5.Hash(Encoding.UTF8.GetBytes(message.Record.Body))),
        ["eventSource"] = "aws:sqs",
        ["eventSourceARN"] = queueArn,
        ["awsRegion"] = region,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.Sqs;

/// <summary>A standard queue as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Url">Its URL, which is also its id.</param>
/// <param name="Visibility">How long a received message is hidden from others.</param>
/// <param name="MaxMessageBytes">The largest body.</param>
/// <param name="Redrive">Where messages go that were received too often; null where none.</param>
internal sealed record Queue(string Name, string Arn, string Url, TimeSpan Visibility, int MaxMessageBytes, Redrive? Redrive)
{
    public const string Token = "aws:sqs/queue:Queue";

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html (and 1 MiB: botocore 1.43.11, sqs)
    public const int DefaultVisibilitySeconds = 30;
    public const int LargestMessageBytes = 1024 * 1024;

    /// <summary>The queues of a stack.</summary>
    public static IEnumerable<Queue> In(StackState state) => state.OfType(Token).Select(Read);

    public static Queue Read(DeployedResource resource) => new(
        resource.Text("name")!,
        resource.Text("arn")!,
        resource.Id,
        TimeSpan.FromSeconds(Number(resource, "visibilityTimeoutSeconds") ?? DefaultVisibilitySeconds),
        Number(resource, "maxMessageSize") ?? LargestMessageBytes,
        Redrive.Read(resource.Text("redrivePolicy")));

    private static int? Number(DeployedResource resource, string output) => (int?)resource.Outputs[output];
}

/// <summary>A queue's redrive policy.</summary>
/// <param name="Target">The ARN of the dead-letter queue.</param>
/// <param name="MaxReceives">How often a message may be received before it goes there.</param>
internal sealed record Redrive(string Target, int MaxReceives)
{
    /// <summary>Reads the policy's JSON. Throws <see cref="FormatException"/> naming what is wrong.</summary>
    public static Redrive? Read(string? json)
    {
        if (json is null)
        {
            return null;
        }
        var policy = JsonNode.Parse(json) as JsonObject ?? throw new FormatException("redrivePolicy: expected a JSON object");
        var target = (string?)policy["deadLetterTargetArn"] ?? throw new FormatException("redrivePolicy.deadLetterTargetArn is missing; expected the ARN of a queue");
        // A number, or a number in quotes, which the provider takes as well.
        return int.TryParse(policy["maxReceiveCount"]?.ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= 1000
            ? new(target, most)
            : throw new FormatException($"redrivePolicy.maxReceiveCount is {policy["maxReceiveCount"] ?? "missing"}; expected a whole number from 1 to 1000");
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Services.Sqs.Commands;

/// <summary>How many messages a queue holds, and its settings. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html</summary>
internal sealed class GetQueueAttributes(MessageQueues queues) : AwsCommand
{
    private static readonly string[] Modelled =
        ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed", "QueueArn", "VisibilityTimeout"];

    public override string Service => "sqs";

    public override string Name => "get-queue-attributes";

    public override IReadOnlyList<AwsOption> Options => [new("--queue-url", Required: true), new("--attribute-names", AwsValue.Texts)];

    public override JsonNode? Execute(AwsArguments arguments)
    {
        var queue = Find(arguments.Required("--queue-url"));
        var wanted = arguments.Texts("--attribute-names");
        if (wanted.FirstOrDefault(name => name != "All" && !Modelled.Contains(name)) is { } unknown)
        {
            throw new AwsUsageException($"sqs get-queue-attributes: the local cloud does not model the attribute '{unknown}'; it models All, {string.Join(", ", Modelled)}");
        }
        var attributes = new JsonObject();
        foreach (var name in Modelled.Where(name => wanted.Contains(name) || wanted.Contains("All")))
        {
            attributes[name] = Value(queue, name);
        }
        // Without a name to ask for the API answers nothing at all.
        return attributes.Count == 0 ? null : new JsonObject { ["Attributes"] = attributes };
    }

    private Queue Find(string url)
    {
        try
        {
            return queues.OfUrl(url);
        }
        catch (SqsException refusal)
        {
            throw new AwsServiceException("AWS.SimpleQueueService.NonExistentQueue", refusal.Message);
        }
    }

    private string Value(Queue queue, string name) => name switch
    {
        "ApproximateNumberOfMessages" => Text(queues.Count(queue.Arn).Visible),
        "ApproximateNumberOfMessagesNotVisible" => Text(queues.Count(queue.Arn).InFlight),
        "QueueArn" => queue.Arn,
        "VisibilityTimeout" => Text((int)queue.Visibility.TotalSeconds),
        _ => Text(0),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

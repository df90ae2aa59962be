using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Sqs;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>SQS (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/sqs).</summary>
internal static class SqsModels
{
    public static IEnumerable<IResourceModel> All =>
    [
        new QueueModel(),
        new AwsModel("aws:sqs/queuePolicy:QueuePolicy")
        {
            Id = "{queueUrl}", Fixed = ["queueUrl"], Mutable = ["policy"], Documents = ["policy"],
            References = [new("queueUrl", Queue.Token, "AWS.SimpleQueueService.NonExistentQueue")],
        },
    ];
}

/// <summary>A standard queue; the id is its URL. Its messages go with it.</summary>
internal sealed partial class QueueModel : AwsModel
{
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
    private static readonly (string Input, int Least, int Most)[] Ranges =
    [
        ("maxMessageSize", 1024, Queue.LargestMessageBytes),
        ("messageRetentionSeconds", 60, 14 * 24 * 3600),
        ("receiveWaitTimeSeconds", 0, 20),
        ("visibilityTimeoutSeconds", 0, 12 * 3600),
    ];

    public QueueModel() : base(Queue.Token)
    {
        NameInput = "name";
        Id = "https://sqs.{region}.amazonaws.com/{account}/{name}";
        Mutable = ["maxMessageSize", "messageRetentionSeconds", "receiveWaitTimeSeconds", "redrivePolicy", "sqsManagedSseEnabled", "tags", "visibilityTimeoutSeconds"];
        Documents = ["redrivePolicy"];
        Computed = [("arn", "arn:{partition}:sqs:{region}:{account}:{name}"), ("url", "{id}")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["name"] is { } name && !NamePattern().IsMatch(name))
            yield return $"queue name '{name}'; expected 1 to 80 letters, digits, hyphens and underscores";
        foreach (var (input, least, most) in Ranges)
        {
            if ((int?)inputs[input] is { } value && (value < least || value > most))
                yield return string.Create(CultureInfo.InvariantCulture, $"input '{input}' is {value}; expected {least} to {most}");
        }
        if (RedriveProblem((string?)inputs["redrivePolicy"]) is { } wrong)
            yield return wrong;
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        outputs["visibilityTimeoutSeconds"] = inputs["visibilityTimeoutSeconds"]?.DeepClone() ?? Queue.DefaultVisibilitySeconds;
        outputs["maxMessageSize"] = inputs["maxMessageSize"]?.DeepClone() ?? Queue.LargestMessageBytes;
        return (id, outputs);
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        MessageRecord.Open(change.DataRoot, message => message.Queue != change.Resource.Text("arn")).Journal.Dispose();
    }

    protected override void Require(ResourceChange change)
    {
        if (Redrive.Read((string?)change.Resource.Inputs["redrivePolicy"]) is { } redrive && !change.Deployed.Any(other => other.Type == Queue.Token && other.Text("arn") == redrive.Target))
            throw new ProviderException($"InvalidParameterValue: the dead-letter target '{redrive.Target}' of the redrive policy does not exist; expected a queue that this stack declares.");
    }

    private static string? RedriveProblem(string? policy)
    {
        try
        {
            Redrive.Read(policy);
            return null;
        }
        catch (FormatException problem)
        {
            return $"input {problem.Message}";
        }
        catch (System.Text.Json.JsonException)
        {
            // Told already, as a document that is no JSON.
            return null;
        }
    }

    // A name that ends in .fifo is a FIFO queue's; those are not modelled.
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,80}\z")]
    private static partial Regex NamePattern();
}

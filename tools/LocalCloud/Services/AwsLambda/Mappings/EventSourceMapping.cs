using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

/// <summary>What hands a queue's messages to a function, as it is deployed.</summary>
internal sealed record EventSourceMapping(string Uuid, string QueueArn, string Function)
{
    public const string Token = "aws:lambda/eventSourceMapping:EventSourceMapping";

    /// <summary>The answer that names the messages of a batch that failed.</summary>
    public const string ItemFailures = "ReportBatchItemFailures";

    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
    public const int DefaultBatchSize = 10;

    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    private static readonly string[] Needed = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

    /// <summary>The most messages of one invocation.</summary>
    public int BatchSize { get; init; } = DefaultBatchSize;

    /// <summary>How long an invocation waits for its batch to fill up.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>The most invocations at once; 1000 where the mapping does not say.</summary>
    public int MaximumConcurrency { get; init; } = 1000;

    /// <summary>Whether the function's answer is asked for the messages that failed.</summary>
    public bool ReportsItemFailures { get; init; }

    /// <summary>Whether the program has it enabled.</summary>
    public bool Enabled { get; init; } = true;

    public static EventSourceMapping Read(DeployedResource resource) => new(resource.Id, resource.Text("eventSourceArn")!, resource.Text("functionArn")!)
    {
        BatchSize = (int?)resource.Outputs["batchSize"] ?? DefaultBatchSize,
        Window = TimeSpan.FromSeconds((int?)resource.Outputs["maximumBatchingWindowInSeconds"] ?? 0),
        MaximumConcurrency = (int?)resource.Outputs["scalingConfig"]?["maximumConcurrency"] ?? 1000,
        ReportsItemFailures = (resource.Outputs["functionResponseTypes"] as JsonArray)?.Any(type => (string?)type == ItemFailures) == true,
        Enabled = (bool?)resource.Outputs["enabled"] != false,
    };

    /// <summary>What the function's role may not do about the queue, or null. Lambda polls with it.</summary>
    public (string Action, string Message)? RoleProblem(IamAuthorizer authorizer, string role)
    {
        foreach (var action in Needed)
        {
            if (authorizer.Check(role, action, QueueArn) is { Allowed: false } refused)
            {
                return (action, refused.Message);
            }
        }
        return null;
    }
}

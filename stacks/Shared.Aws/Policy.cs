using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudStacks.Shared.Aws;

/// <summary>IAM policy documents as data. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</summary>
public static class Policy
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The JSON of a policy with these statements.</summary>
    public static string Document(params Statement[] statements) =>
        JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements }, Json);

    /// <summary>Lets a service of this account act as a role; the account condition keeps other accounts' services out.</summary>
    public static string Trust(string service, string account) => Document(new Statement("Trust", "Allow", ["sts:AssumeRole"])
    {
        Principal = new() { ["Service"] = service },
        Condition = new() { ["StringEquals"] = new() { ["aws:SourceAccount"] = account } },
    });

    /// <summary>Refuses every request to a bucket that does not come over TLS.</summary>
    public static string TlsOnly(string bucketArn) => Document(new Statement("TlsOnly", "Deny", ["s3:*"])
    {
        Principal = new() { ["AWS"] = "*" },
        Resource = [bucketArn, $"{bucketArn}/*"],
        Condition = new() { ["Bool"] = new() { ["aws:SecureTransport"] = "false" } },
    });

    /// <summary>What a task may do: read the input, read and write the job, and list, without which a missing key reads as forbidden.</summary>
    public static string JobStore(string bucketArn) => Document(JobStoreStatements(bucketArn));

    /// <summary>What a Lambda function may do: the job, its own log, and what its trigger asks for.</summary>
    public static string Function(string bucketArn, string logGroupArn, params Statement[] more) =>
        Document([.. JobStoreStatements(bucketArn), WriteLog(logGroupArn), .. more]);

    /// <summary>Lets a service of AWS pull a repository's images (https://docs.aws.amazon.com/lambda/latest/dg/images-create.html).</summary>
    public static string PullBy(string service) => Document(new Statement("PullImage", "Allow", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])
    {
        Principal = new() { ["Service"] = service },
    });

    /// <summary>
    /// Lets S3 send a bucket's events to a queue, and refuses every request that does not come over TLS. A bucket's ARN names no account, so
    /// the account is a condition of its own.
    /// </summary>
    public static string TicketQueue(string queueArn, string bucketArn, string account) => Document(
        new Statement("SendTickets", "Allow", ["sqs:SendMessage"])
        {
            Principal = new() { ["Service"] = "s3.amazonaws.com" },
            Resource = [queueArn],
            Condition = new() { ["ArnLike"] = new() { ["aws:SourceArn"] = bucketArn }, ["StringEquals"] = new() { ["aws:SourceAccount"] = account } },
        },
        new Statement("TlsOnly", "Deny", ["sqs:*"])
        {
            Principal = new() { ["AWS"] = "*" },
            Resource = [queueArn],
            Condition = new() { ["Bool"] = new() { ["aws:SecureTransport"] = "false" } },
        });

    /// <summary>Lets Lambda take messages off a queue for a function, and the function give one back at once instead of after its visibility timeout.</summary>
    public static Statement TakeTickets(string queueArn) => new("TakeTickets", "Allow",
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]) { Resource = [queueArn] };

    /// <summary>What starts a Fargate task: pull the image, write the log. GetAuthorizationToken has no narrower resource than all.</summary>
    public static string TaskExecution(string repositoryArn, string logGroupArn) => Document(
        new Statement("RegistryLogin", "Allow", ["ecr:GetAuthorizationToken"]) { Resource = ["*"] },
        new Statement("PullImage", "Allow", ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]) { Resource = [repositoryArn] },
        WriteLog(logGroupArn));

    private static Statement[] JobStoreStatements(string bucketArn) =>
    [
        new("ReadInputAndJobs", "Allow", ["s3:GetObject"]) { Resource = [$"{bucketArn}/input/*", $"{bucketArn}/jobs/*"] },
        new("WriteJobs", "Allow", ["s3:PutObject"]) { Resource = [$"{bucketArn}/jobs/*"] },
        new("ListBucket", "Allow", ["s3:ListBucket"]) { Resource = [bucketArn] },
    ];

    private static Statement WriteLog(string logGroupArn) =>
        new("WriteLog", "Allow", ["logs:CreateLogStream", "logs:PutLogEvents"]) { Resource = [$"{logGroupArn}:*"] };
}

/// <summary>One statement of a policy document.</summary>
public sealed record Statement(string Sid, string Effect, string[] Action)
{
    public string[]? Resource { get; init; }
    public Dictionary<string, string>? Principal { get; init; }
    public Dictionary<string, Dictionary<string, string>>? Condition { get; init; }
}

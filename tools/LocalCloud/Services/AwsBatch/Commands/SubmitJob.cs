using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Models.Aws;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>Submits a plain job or an array. https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html</summary>
internal sealed class SubmitJob(BatchDeployment deployment, JobScheduler scheduler, TimeProvider clock) : BatchCommand("submit-job",
    new("--job-name", Required: true), new("--job-queue", Required: true), new("--job-definition", Required: true),
    new("--array-properties", AwsValue.Structure), new("--depends-on", AwsValue.Structures), new("--container-overrides", AwsValue.Structure),
    new("--parameters", AwsValue.Structure), new("--retry-strategy", AwsValue.Structure), new("--timeout", AwsValue.Structure))
{
    // https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html
    private const int LeastArray = 2;
    private const int MostArray = 10_000;
    private const int MostDependencies = 20;
    private const int MostBytes = 30 * 1024;

    public override JsonNode Execute(AwsArguments arguments)
    {
        var name = JobName(arguments.Required("--job-name"));
        var queue = deployment.FindQueue(arguments.Required("--job-queue")) ?? throw Request.Refuse($"JobQueue {arguments.Required("--job-queue")} not found");
        var definition = deployment.FindDefinition(arguments.Required("--job-definition")) ?? throw Request.Refuse($"JobDefinition {arguments.Required("--job-definition")} not found or not ACTIVE");
        if (queue.State != "ENABLED")
        {
            throw Request.Refuse($"JobQueue {queue.Name} is {queue.State}; enable it first");
        }
        CheckSize(arguments);
        var job = new JobRecord
        {
            Id = Guid.NewGuid().ToString(),
            Name = name,
            Queue = queue.Arn,
            Definition = definition.Arn,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ArraySize = Array(arguments.Structure("--array-properties")),
            DependsOn = [.. Dependencies(arguments.Structures("--depends-on"))],
            Container = Overrides.Apply(Request.Read("jobDefinition", definition.Container), arguments.Structure("--container-overrides")),
            Retry = Request.Read("retryStrategy", () => RetryReader.Read(arguments.Structure("--retry-strategy"), "evaluateOnExit") ?? definition.Retry()),
            Parameters = Parameters(definition, arguments.Structure("--parameters")),
            TimeoutSeconds = Timeout(arguments.Structure("--timeout")) ?? definition.TimeoutSeconds,
        };
        return scheduler.Locked(jobs =>
        {
            if (job.DependsOn.FirstOrDefault(id => jobs.Find(id) is null) is { } unknown)
            {
                throw Request.Refuse($"dependsOn: the job {unknown} does not exist");
            }
            jobs.Put(job);
            return new JsonObject
            {
                ["jobArn"] = $"{queue.Arn[..queue.Arn.IndexOf(":job-queue/", StringComparison.Ordinal)]}:job/{job.Id}",
                ["jobName"] = job.Name,
                ["jobId"] = job.Id,
            };
        });
    }

    private static string JobName(string name) => BatchModels.NameProblem(name) is { } problem ? throw Request.Refuse($"Job {problem}") : name;

    private static int? Array(JsonObject? properties)
    {
        if (properties is null)
        {
            return null;
        }
        Request.Members(properties, "arrayProperties", "size");
        return Request.Whole(properties["size"], "arrayProperties.size") is >= LeastArray and <= MostArray and var size
            ? size
            : throw Request.Refuse(string.Create(CultureInfo.InvariantCulture, $"arrayProperties.size is {properties["size"]}; expected {LeastArray} to {MostArray} (one shard is a plain job)"));
    }

    private static IEnumerable<string> Dependencies(IReadOnlyList<JsonObject> dependencies)
    {
        if (dependencies.Count > MostDependencies)
        {
            throw Request.Refuse(string.Create(CultureInfo.InvariantCulture, $"dependsOn has {dependencies.Count} entries; expected at most {MostDependencies}"));
        }
        foreach (var dependency in dependencies)
        {
            Request.Members(dependency, "dependsOn", "jobId");
            yield return (string?)dependency["jobId"] ?? throw Request.Refuse("dependsOn: jobId is missing");
        }
    }

    // The submission's values replace the definition's defaults: https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html
    private static ImmutableSortedDictionary<string, string> Parameters(Definition definition, JsonObject? given) =>
        definition.Parameters.SetItems((given ?? []).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.ToString() ?? "")));

    private static int? Timeout(JsonObject? json)
    {
        if (json is null)
        {
            return null;
        }
        Request.Members(json, "timeout", "attemptDurationSeconds");
        return Request.Whole(json["attemptDurationSeconds"], "timeout.attemptDurationSeconds") is >= 60 and var seconds
            ? seconds
            : throw Request.Refuse($"timeout.attemptDurationSeconds is {json["attemptDurationSeconds"]}; expected at least 60");
    }

    private static void CheckSize(AwsArguments arguments)
    {
        var bytes = new[] { "--container-overrides", "--array-properties", "--parameters", "--retry-strategy", "--timeout" }.Sum(option => Bytes(arguments.Structure(option)))
            + arguments.Structures("--depends-on").Sum(Bytes)
            + new[] { "--job-name", "--job-queue", "--job-definition" }.Sum(option => Encoding.UTF8.GetByteCount(arguments.Required(option)));
        if (bytes > MostBytes)
        {
            throw Request.Refuse(string.Create(CultureInfo.InvariantCulture, $"the request has {bytes} bytes; expected at most {MostBytes}: put the list of shards into object storage"));
        }
    }

    private static int Bytes(JsonObject? part) => part is null ? 0 : Encoding.UTF8.GetByteCount(part.ToJsonString());
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>Jobs as the API answers them, by its member names. https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html</summary>
internal static class JobAnswer
{
    /// <summary>A job in full, as describe-jobs gives it.</summary>
    public static JsonObject Detail(JobRecord job, JobTable jobs)
    {
        var root = job.ParentId is { } parent ? jobs.Find(parent)! : job;
        var answer = Common(job, jobs, withCounts: true);
        answer["jobQueue"] = job.Queue;
        answer["dependsOn"] = new JsonArray([.. job.DependsOn.Select(id => new JsonObject { ["jobId"] = id })]);
        answer["attempts"] = new JsonArray([.. job.Attempts.Select(Attempt)]);
        answer["parameters"] = JsonSerializer.SerializeToNode(root.Parameters ?? ImmutableSortedDictionary<string, string>.Empty, BatchJson.Default.ImmutableSortedDictionaryStringString);
        answer["retryStrategy"] = Retry(root.Retry ?? RetryStrategy.Once);
        answer["platformCapabilities"] = new JsonArray("FARGATE");
        if (root.TimeoutSeconds is { } seconds)
        {
            answer["timeout"] = new JsonObject { ["attemptDurationSeconds"] = seconds };
        }
        if (job.ArraySize is null)
        {
            answer["container"] = Container(job, root);
        }
        return answer;
    }

    /// <summary>A job in short, as list-jobs gives it.</summary>
    public static JsonObject Summary(JobRecord job, JobTable jobs)
    {
        var answer = Common(job, jobs, withCounts: false);
        if (job.Attempts is [.., { } last])
        {
            answer["container"] = Outcome(last);
        }
        return answer;
    }

    private static JsonNode Retry(RetryStrategy retry)
    {
        var answer = JsonSerializer.SerializeToNode(retry, BatchJson.Default.RetryStrategy)!;
        foreach (var rule in answer["evaluateOnExit"]!.AsArray())
        {
            rule!["action"] = ((string)rule["action"]!).ToUpperInvariant();
        }
        return answer;
    }

    private static JsonObject Common(JobRecord job, JobTable jobs, bool withCounts)
    {
        var answer = new JsonObject
        {
            ["jobArn"] = $"{job.Queue[..job.Queue.IndexOf(":job-queue/", StringComparison.Ordinal)]}:job/{job.Id}",
            ["jobName"] = job.Name,
            ["jobId"] = job.Id,
            ["status"] = job.Status.ToString(),
            ["createdAt"] = job.CreatedAt,
            ["jobDefinition"] = job.Definition,
        };
        Add(answer, "statusReason", job.StatusReason);
        Add(answer, "startedAt", job.StartedAt);
        Add(answer, "stoppedAt", job.StoppedAt);
        if (job.ArraySize is { } size)
        {
            answer["arrayProperties"] = withCounts
                ? new JsonObject { ["statusSummary"] = Counts(jobs.SummaryOf(job.Id)), ["size"] = size }
                : new JsonObject { ["size"] = size };
        }
        else if (job.Index is { } index)
        {
            answer["arrayProperties"] = new JsonObject { ["index"] = index };
        }
        return answer;
    }

    private static JsonObject Counts(ReadOnlySpan<int> summary)
    {
        var counts = new JsonObject();
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            counts[status.ToString()] = summary.IsEmpty ? 0 : summary[(int)status];
        }
        return counts;
    }

    private static JsonObject Attempt(AttemptRecord attempt)
    {
        var answer = new JsonObject { ["container"] = Outcome(attempt), ["stoppedAt"] = attempt.StoppedAt, ["statusReason"] = attempt.StatusReason };
        Add(answer, "startedAt", attempt.StartedAt);
        return answer;
    }

    // The definition's members as they are, the outcome of the last attempt beside them.
    private static JsonObject Container(JobRecord job, JobRecord root)
    {
        var answer = JsonSerializer.SerializeToNode(root.Container!, BatchJson.Default.ContainerProperties)!.AsObject();
        foreach (var (name, value) in job.Attempts is [.., { } last] ? Outcome(last) : [])
        {
            answer[name] = value?.DeepClone();
        }
        Add(answer, "logStreamName", job.LogStream);
        return answer;
    }

    private static JsonObject Outcome(AttemptRecord attempt)
    {
        var answer = new JsonObject();
        Add(answer, "exitCode", attempt.ExitCode);
        Add(answer, "reason", attempt.Reason);
        Add(answer, "logStreamName", attempt.LogStream);
        return answer;
    }

    private static void Add<T>(JsonObject answer, string name, T? value)
    {
        if (value is not null)
        {
            answer[name] = JsonValue.Create(value);
        }
    }
}

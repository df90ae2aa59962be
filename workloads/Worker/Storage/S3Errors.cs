using System.Net;
using Amazon.Runtime;

namespace CloudStacks.Worker.Storage;

/// <summary>What an exception of the S3 client means.</summary>
static class S3Errors
{
    public static StoreException Translate(Exception e, string action, string bucket, string key) =>
        new(ProblemOf(e), action, $"s3://{bucket}/{key}", Describe(e), e);

    /// <summary>A failed request or transfer, in contrast to a fault of the program or a stop that was asked for.</summary>
    public static bool IsFailure(Exception e, CancellationToken cancellation) =>
        e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    static StoreProblem ProblemOf(Exception e) => e is not AmazonServiceException service
        ? StoreProblem.Unavailable
        : service.StatusCode switch
        {
            HttpStatusCode.Forbidden => StoreProblem.AccessDenied,
            HttpStatusCode.NotFound => StoreProblem.NoSuchStore,
            HttpStatusCode.PreconditionFailed => StoreProblem.Changed,
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => StoreProblem.Unavailable,
            // A new attempt gets new credentials.
            HttpStatusCode.BadRequest when service.ErrorCode == "ExpiredToken" => StoreProblem.Unavailable,
            HttpStatusCode.BadRequest when service.ErrorCode == "KeyTooLongError" => StoreProblem.BadKey,
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError => StoreProblem.Rejected,
            _ => StoreProblem.Unavailable,
        };

    static string Describe(Exception e) => e switch
    {
        // The SDK lists every place it looked in, over many lines, and not the one that is meant.
        AmazonClientException when e.Message.StartsWith("Failed to resolve AWS credentials", StringComparison.Ordinal) =>
            "no AWS credentials: the task has no role (AWS Batch: jobRoleArn of the job definition; ECS: taskRoleArn of the task definition)",
        AmazonServiceException { ErrorCode: { Length: > 0 } code } when !e.Message.Contains(code, StringComparison.Ordinal) => $"{code}: {e.Message}",
        _ => e.Message,
    };
}

using System.Net;
using System.Xml;
using Azure;
using Azure.Storage.Blobs.Models;

namespace CloudStacks.Worker.Storage;

/// <summary>What an exception of the Blob Storage client means: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes.</summary>
static class AzureBlobErrors
{
    public static StoreException Translate(Exception e, string permission, string address) =>
        new(ProblemOf(e), permission, address, Describe(e), e);

    /// <summary>A failed request or transfer, in contrast to a fault of the program or a stop that was asked for. An answer that is cut off is broken XML.</summary>
    public static bool IsFailure(Exception e, CancellationToken cancellation) =>
        e is RequestFailedException or AggregateException or HttpRequestException or IOException or TimeoutException or UnauthorizedAccessException or XmlException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    static StoreProblem ProblemOf(Exception e) => e switch
    {
        UnauthorizedAccessException => StoreProblem.AccessDenied,
        RequestFailedException { Status: > 0 } answer => ProblemOf(answer),
        _ => StoreProblem.Unavailable,
    };

    static StoreProblem ProblemOf(RequestFailedException answer) => (HttpStatusCode)answer.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => StoreProblem.AccessDenied,
        HttpStatusCode.NotFound => StoreProblem.NoSuchStore,
        HttpStatusCode.PreconditionFailed => StoreProblem.Changed,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => StoreProblem.Unavailable,
        HttpStatusCode.BadRequest when answer.ErrorCode == BlobErrorCode.InvalidResourceName => StoreProblem.BadKey,
        _ => StoreProblem.Rejected,
    };

    // The client's messages go on for many lines: headers, the whole body, and one message for each repeat.
    static string Describe(Exception e) => e switch
    {
        RequestFailedException { ErrorCode: { Length: > 0 } code } => $"{code}: {FirstLine(e)}",
        AggregateException { InnerExceptions: [.., var last] } => Describe(last),
        _ => FirstLine(e),
    };

    static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd();
}

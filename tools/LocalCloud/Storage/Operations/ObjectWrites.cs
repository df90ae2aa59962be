using System.Collections.Immutable;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Policies;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

/// <summary>What PutObject and CompleteMultipartUpload have in common: permission, condition, commit.</summary>
internal static class ObjectWrites
{
    /// <summary>Reads the condition and demands the permission, for which the condition headers are condition keys.</summary>
    public static WriteCondition AuthorizeWrite(this S3Call call)
    {
        var condition = ReadCondition(call.Request);
        call.Demand("s3:PutObject", call.ObjectArn, Context(call.Request));
        if (condition.IfMatch is not null)
        {
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
            call.Demand("s3:GetObject", call.ObjectArn);
        }
        return condition;
    }

    /// <summary>Makes the upload the object. Throws S3's refusal where the condition does not hold.</summary>
    public static async Task CommitAsync(this S3Call call, ObjectUpload upload, StoredObject described, WriteCondition condition, int deletionsBefore)
    {
        var outcome = await call.Bucket.CommitAsync(upload, described, condition, deletionsBefore, call.Cancelled);
        ThrowUnlessWritten(call, outcome);
        call.Created(described);
    }

    public static void ThrowUnlessWritten(S3Call call, WriteOutcome outcome)
    {
        switch (outcome)
        {
            case WriteOutcome.Exists:
                throw S3Exception.PreconditionFailed("If-None-Match");
            case WriteOutcome.Different:
                throw S3Exception.PreconditionFailed("If-Match");
            case WriteOutcome.DeletedMeanwhile:
                throw S3Exception.ConditionalRequestConflict();
            case WriteOutcome.Missing:
                throw call.Missing();
        }
    }

    public static WriteCondition ReadCondition(S3Request request)
    {
        var ifMatch = request.Header("If-Match") is { } etag ? ObjectHeaders.Unquote(etag) : null;
        return request.Header("If-None-Match") switch
        {
            null when ifMatch is null => WriteCondition.None,
            null => new(false, ifMatch),
            "*" when ifMatch is null => new(true, null),
            "*" => throw S3Exception.InvalidArgument("If-Match and If-None-Match exclude each other"),
            var other => throw new S3Exception(StatusCodes.Status501NotImplemented, "NotImplemented", $"If-None-Match is '{other}'; on a write S3 takes * only"),
        };
    }

    private static ImmutableDictionary<string, string> Context(S3Request request)
    {
        var context = AuthorizationRequest.NoContext.Add(ConditionKeys.S3CreationOperation, "true");
        context = request.Header("If-None-Match") is { } absent ? context.Add(ConditionKeys.S3IfNoneMatch, absent) : context;
        return request.Header("If-Match") is { } etag ? context.Add(ConditionKeys.S3IfMatch, etag) : context;
    }
}

using System.Collections.Immutable;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Payload;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>A signed request to a bucket that exists, and what an operation may do about it.</summary>
internal sealed record S3Call(
    S3Request Request, Principal Caller, RequestBody Body, BucketFiles Bucket, IamAuthorizer Authorizer, TimeProvider Clock, CancellationToken Cancelled)
{
    /// <summary>Called with every object that the request has made.</summary>
    public required Action<StoredObject> Created { get; init; }

    public string Key => Request.Key;

    public string BucketArn => $"arn:aws:s3:::{Request.Bucket}";

    public string ObjectArn => $"{BucketArn}/{Key}";

    /// <summary>Throws AccessDenied where the caller may not do it.</summary>
    public void Demand(string action, string resource, ImmutableDictionary<string, string>? context = null)
    {
        var decision = Decide(action, resource, context);
        if (!decision.Allowed)
        {
            throw RequestRefusal.AccessDenied(decision.Message);
        }
    }

    public Decision Decide(string action, string resource, ImmutableDictionary<string, string>? context = null) =>
        Authorizer.Authorize(new(Caller, action, resource, context ?? AuthorizationRequest.NoContext));

    /// <summary>The refusal for a key without an object: whoever may not list must not learn that it is absent.</summary>
    public RequestRefusal Missing()
    {
        var decision = Decide("s3:ListBucket", BucketArn);
        return decision.Allowed
            ? S3Exception.NoSuchKey(Key)
            : RequestRefusal.AccessDenied($"{decision.Message}; without it S3 answers 403 for a missing key, and '{Key}' is missing");
    }
}

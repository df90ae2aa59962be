using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>One operation of the JSON API.</summary>
internal interface IGcsOperation
{
    /// <summary>Its name in the API, such as <c>objects.insert</c>.</summary>
    string Name { get; }

    /// <summary>The query parameters that it understands.</summary>
    string[] Parameters { get; }

    /// <summary>Whether it changes something.</summary>
    bool Writes => false;

    /// <summary>Whether a request is for it.</summary>
    bool Fits(GcsRequest request);

    Task<HttpAnswer> ExecuteAsync(GcsCall call);
}

/// <summary>An authenticated request to a bucket that exists, and what an operation may do about it.</summary>
internal sealed record GcsCall(GcsRequest Request, Principal Caller, BucketFiles Bucket, GoogleIam Iam, Generations Generations, CancellationToken Cancelled)
{
    /// <summary>Tells of an object that was made.</summary>
    public Action<StoredObject> Created { get; init; } = _ => { };

    /// <summary>Throws the refusal where the caller lacks the permission on an object, or on the bucket.</summary>
    public void Demand(string permission, string? name)
    {
        var resource = $"projects/_/buckets/{Request.Bucket}{(name is null ? "" : $"/objects/{name}")}";
        var decision = Iam.Check(Caller, permission, resource);
        if (!decision.Allowed)
        {
            throw GcsRefusal.Forbidden(decision.Message);
        }
    }
}

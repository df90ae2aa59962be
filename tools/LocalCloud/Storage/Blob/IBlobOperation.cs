using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>One operation of Blob Storage.</summary>
internal interface IBlobOperation
{
    /// <summary>Its name in the API, such as <c>Put Blob</c>.</summary>
    string Name { get; }

    /// <summary>The query parameters that it understands.</summary>
    string[] Parameters { get; }

    /// <summary>The headers that change its meaning and that it understands.</summary>
    string[] Headers { get; }

    /// <summary>Whether it changes something.</summary>
    bool Writes => false;

    /// <summary>Whether a request is for it.</summary>
    bool Fits(BlobRequest request);

    Task<HttpAnswer> ExecuteAsync(BlobCall call);
}

/// <summary>An authenticated request to a container that exists, and what an operation may do about it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Caller">Who makes it.</param>
/// <param name="Scope">The container's resource id.</param>
/// <param name="Files">The container's blobs.</param>
/// <param name="Rbac">Decides.</param>
/// <param name="Generations">Makes ETags.</param>
/// <param name="Cancelled">Stops it.</param>
internal sealed record BlobCall(BlobRequest Request, Principal Caller, string Scope, BucketFiles Files, AzureRbac Rbac, Generations Generations, CancellationToken Cancelled)
{
    /// <summary>Throws the refusal where the caller has none of the actions on the container.</summary>
    public void Demand(params ReadOnlySpan<string> actions)
    {
        var decision = Rbac.Check(Caller, Scope, actions);
        if (!decision.Allowed)
        {
            throw BlobRefusal.PermissionMismatch(decision.Message);
        }
    }
}

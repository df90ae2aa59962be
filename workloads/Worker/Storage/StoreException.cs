namespace CloudStacks.Worker.Storage;

/// <summary>A request to an object store failed. The message names action, key and store, and the store's own words.</summary>
public sealed class StoreException(StoreProblem problem, string action, string key, string detail, Exception? cause = null)
    : Exception($"{action} {key}: {detail}", cause)
{
    public StoreProblem Problem { get; } = problem;

    /// <summary>The permission that the request needs, such as <c>s3:PutObject</c>.</summary>
    public string Action { get; } = action;

    public string Key { get; } = key;
}

/// <summary>Why a request to an object store failed.</summary>
public enum StoreProblem
{
    /// <summary>The identity lacks the permission.</summary>
    AccessDenied,

    /// <summary>The store did not answer, or asked to come back later, more often than the client retries.</summary>
    Unavailable,

    /// <summary>The object no longer has the etag that was asked for.</summary>
    Changed,

    /// <summary>There is no such bucket or folder.</summary>
    NoSuchStore,

    /// <summary>No object can have this key in this store.</summary>
    BadKey,

    /// <summary>The store refuses the request as it is, for the reason in the message.</summary>
    Rejected,
}

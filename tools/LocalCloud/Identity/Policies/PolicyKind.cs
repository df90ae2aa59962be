namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>Where a policy is attached, which decides the elements that its statements have.</summary>
public enum PolicyKind
{
    /// <summary>On a role: no Principal, Resource required.</summary>
    Identity,
    /// <summary>On a bucket: Principal and Resource required.</summary>
    Bucket,
    /// <summary>On a queue: Principal and Resource required.</summary>
    Queue,
    /// <summary>On a registry repository: Principal required, no Resource.</summary>
    Repository,
    /// <summary>On a role, who may assume it: Principal required, no Resource.</summary>
    Trust,
}

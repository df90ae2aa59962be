namespace CloudStacks.LocalCloud.Identity;

/// <summary>What kind of somebody makes a request.</summary>
public enum PrincipalKind
{
    /// <summary>A task under a role that the program declares.</summary>
    Role,
    /// <summary>A task under a Google service account.</summary>
    ServiceAccount,
    /// <summary>A pod under a Kubernetes service account, as Google's IAM knows it.</summary>
    Workload,
    /// <summary>A task under an Azure managed identity.</summary>
    ManagedIdentity,
    /// <summary>The person at the keyboard: may do everything that no policy denies.</summary>
    Operator,
    /// <summary>A service of the cloud, such as <c>ecs-tasks.amazonaws.com</c>.</summary>
    Service,
}

/// <summary>Who makes a request.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">An ARN, a service account's e-mail address, a workload's principal identifier, a managed identity's object id, or a service's host name.</param>
public sealed record Principal(PrincipalKind Kind, string Id)
{
    /// <summary>The account in the ARN; empty for a service.</summary>
    public string Account => Id.Split(':') is [_, _, _, _, var account, ..] ? account : "";
}

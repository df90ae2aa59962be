using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>What the S3 endpoint is built from.</summary>
/// <param name="State">What is deployed; only the buckets in it exist.</param>
/// <param name="Files">Where their objects are.</param>
/// <param name="Authorizer">Decides every request.</param>
/// <param name="Vault">The credentials that requests are signed with.</param>
/// <param name="Region">The region that requests must be signed for.</param>
/// <param name="Faults">The faults that strike tasks; the person at the keyboard is spared.</param>
/// <param name="Clock">The clock.</param>
public sealed record S3EndpointOptions(
    StackState State, ObjectFiles Files, IamAuthorizer Authorizer, CredentialVault Vault, string Region, FaultPlan Faults, TimeProvider Clock);

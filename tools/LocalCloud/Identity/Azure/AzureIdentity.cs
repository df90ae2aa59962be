using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Identity.Azure;

/// <summary>A user-assigned managed identity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its resource id, by which compute names it.</param>
/// <param name="ClientId">By which a task names it when it asks for a token.</param>
/// <param name="PrincipalId">By which role assignments name it.</param>
public sealed record AzureIdentity(string Name, string Id, string ClientId, string PrincipalId)
{
    /// <summary>The identities that a program declares. Throws <see cref="IdentityException"/> where the state lacks one of their ids.</summary>
    public static ImmutableArray<AzureIdentity> In(StackState state) =>
        [.. state.OfType("azure-native:managedidentity:UserAssignedIdentity").Select(resource => new AzureIdentity(resource.Required("name"), resource.Id, resource.Required("clientId"), resource.Required("principalId")))];

    internal Principal Principal => new(PrincipalKind.ManagedIdentity, PrincipalId);
}

/// <summary>Outputs that must be there.</summary>
internal static class AzureOutputs
{
    /// <summary>A text in the outputs. Throws <see cref="IdentityException"/> naming resource and output where there is none.</summary>
    public static string Required(this DeployedResource resource, string output) =>
        resource.Text(output) ?? throw new IdentityException($"{resource.Urn} has no text '{output}' in the state; run `up` again");
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Everything that one stack has deployed, in the order in which creation completed.</summary>
/// <param name="Service">The service id, such as <c>aws-batch</c>.</param>
/// <param name="Stack">The stack's name.</param>
/// <param name="Resources">The resources; destroying runs through them backwards.</param>
/// <param name="Outputs">The program's outputs; secrets are masked.</param>
public sealed record StackState(
    string Service,
    string Stack,
    ImmutableArray<DeployedResource> Resources,
    JsonObject Outputs)
{
    /// <summary>The resources of one type token.</summary>
    public IEnumerable<DeployedResource> OfType(string type) => Resources.Where(resource => resource.Type == type);
}

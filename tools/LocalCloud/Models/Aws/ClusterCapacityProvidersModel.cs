using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Which capacity a cluster may use. FARGATE and FARGATE_SPOT exist in every account; others stand for EC2 machines.</summary>
internal sealed class ClusterCapacityProvidersModel : AwsModel
{
    private static readonly string[] Known = ["FARGATE", "FARGATE_SPOT"];

    public ClusterCapacityProvidersModel() : base("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders")
    {
        Id = "{clusterName}";
        Fixed = ["clusterName"];
        Mutable = ["capacityProviders", "defaultCapacityProviderStrategies"];
        References = [new("clusterName", EcsModels.Cluster, "ClusterNotFoundException")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        var providers = Providers(inputs);
        foreach (var provider in providers.Except(Known))
            yield return $"input 'capacityProviders' names '{provider}'; the local cloud models {string.Join(" and ", Known)}";
        foreach (var provider in (inputs["defaultCapacityProviderStrategies"] as JsonArray ?? []).Select(strategy => (string?)strategy?["capacityProvider"] ?? "").Except(providers))
            yield return $"input 'defaultCapacityProviderStrategies' names '{provider}', which is not among capacityProviders";
    }

    /// <summary>A provider that runs tasks cannot be taken off: https://github.com/hashicorp/terraform-provider-aws/issues/14393</summary>
    public override async Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.UpdateAsync(change, cancellationToken);
        RequireUnused(change, Providers(change.Before!.Inputs).Except(Providers(change.Resource.Inputs)));
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        RequireUnused(change, Providers(change.Resource.Inputs));
    }

    private static void RequireUnused(ResourceChange change, IEnumerable<string> providers)
    {
        var cluster = change.Deployed.FirstOrDefault(other => other.Type == EcsModels.Cluster && other.Text("name") == change.Resource.Text("clusterName"))?.Id;
        var gone = providers.ToList();
        RunningTasks.RequireNone(change, task => task.Cluster == cluster && task.CapacityProvider is { } used && gone.Contains(used),
            "ResourceInUseException: The specified capacity provider is in use and cannot be removed.");
    }

    private static List<string> Providers(JsonObject inputs) => [.. (inputs["capacityProviders"] as JsonArray ?? []).Select(provider => (string?)provider ?? "")];
}

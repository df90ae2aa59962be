using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>The clusters that objects can be in: those that the stack declares.</summary>
internal static class Clusters
{
    /// <summary>Throws <see cref="ProviderException"/> where the object's provider reaches no cluster that is deployed at this moment.</summary>
    public static void Require(ResourceChange change)
    {
        var provider = change.Deployed.FirstOrDefault(other => other.Type == KubernetesNames.Provider && change.Resource.DependsOn.Contains(other.Urn));
        var server = provider is null ? null : ServerOf((string?)provider.Inputs["kubeconfig"]);
        if (server is null || !change.Deployed.Any(other => other.Type == GcpNames.Cluster && $"https://{other.Text("endpoint")}" == server))
            throw new ProviderException($"configured Kubernetes cluster is unreachable: unable to load schema information from the API server at {server ?? "(none)"}. Let the provider take its kubeconfig from the outputs of a cluster that this stack declares.");
    }

    /// <summary>The control plane that a kubeconfig's current context names; null where it does not read so.</summary>
    public static string? ServerOf(string? kubeConfig)
    {
        try
        {
            var config = kubeConfig is null ? null : JsonNode.Parse(kubeConfig);
            var cluster = (string?)Named(config?["contexts"], (string?)config?["current-context"])?["context"]?["cluster"];
            return (string?)Named(config?["clusters"], cluster)?["cluster"]?["server"];
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonNode? Named(JsonNode? list, string? name) => (list as JsonArray)?.FirstOrDefault(item => (string?)item?["name"] == name);
}

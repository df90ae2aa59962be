using System.Text.Json;

namespace CloudStacks.Shared.Kubernetes;

/// <summary>Ways into a cluster, as kubectl and the Pulumi provider read them (JSON is YAML too). They hold no secret: a program of the cloud's own fetches a token when one is needed.</summary>
public static class KubeConfig
{
    // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
    private const string PluginVersion = "client.authentication.k8s.io/v1beta1";

    /// <param name="server">The control plane's address, such as <c>https://203.0.113.1</c>.</param>
    /// <param name="authority">The certificate of the control plane's authority, in base64.</param>
    /// <param name="plugin">The program that fetches tokens, such as <c>gke-gcloud-auth-plugin</c>.</param>
    public static string WithPlugin(string server, string authority, string plugin) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = Named("cluster", "cluster", new Dictionary<string, object> { ["server"] = server, ["certificate-authority-data"] = authority }),
        ["users"] = Named("person", "user", new { exec = new { apiVersion = PluginVersion, command = plugin, interactiveMode = "IfAvailable", provideClusterInfo = true } }),
        ["contexts"] = Named("context", "context", new { cluster = "cluster", user = "person" }),
        ["current-context"] = "context",
    });

    private static Dictionary<string, object>[] Named(string name, string kind, object value) => [new() { ["name"] = name, [kind] = value }];
}

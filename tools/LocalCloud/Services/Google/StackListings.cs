using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>Listings of what every Google program has, by which runbooks look for leftovers.</summary>
internal static class StackListings
{
    public static IReadOnlyList<GcloudCommand> All(StackState state) => [new ListRepositories(state), new ListServiceAccounts(state), new ListNetworks(state)];

    /// <summary>https://cloud.google.com/sdk/gcloud/reference/artifacts/repositories/list</summary>
    private sealed class ListRepositories(StackState state) : GcloudJsonCommand("artifacts repositories list", new("--location", Required: true), new("--filter"))
    {
        public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(state.OfType(GcpNames.Repository)
            .Where(repository => repository.Text("location") == arguments.Required("--location")).Select(repository => new JsonObject
            {
                ["name"] = repository.Id,
                ["format"] = repository.Text("format"),
                ["labels"] = repository.Outputs["labels"]?.DeepClone(),
            }));
    }

    /// <summary>https://cloud.google.com/sdk/gcloud/reference/iam/service-accounts/list</summary>
    private sealed class ListServiceAccounts(StackState state) : GcloudJsonCommand("iam service-accounts list", new GcloudOption("--filter"))
    {
        public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(state.OfType(GcpNames.ServiceAccount).Select(account => new JsonObject
        {
            ["email"] = account.Text("email"),
            ["displayName"] = account.Text("displayName"),
            ["description"] = account.Text("description"),
        }));
    }

    /// <summary>https://cloud.google.com/sdk/gcloud/reference/compute/networks/list</summary>
    private sealed class ListNetworks(StackState state) : GcloudJsonCommand("compute networks list", new GcloudOption("--filter"))
    {
        public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(state.OfType(GcpNames.Network).Select(network => new JsonObject
        {
            ["name"] = network.Text("name"),
            ["description"] = network.Text("description"),
        }));
    }
}

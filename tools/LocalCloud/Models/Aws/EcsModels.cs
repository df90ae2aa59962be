using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Amazon ECS (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ecs).</summary>
internal static class EcsModels
{
    public const string Cluster = "aws:ecs/cluster:Cluster";

    public static IEnumerable<IResourceModel> All => [new ClusterModel(), new ClusterCapacityProvidersModel(), new TaskDefinitionModel()];

    /// <summary>Up to 255 letters, digits, hyphens and underscores (clusterName and family in the API).</summary>
    public static string? NameProblem(string input, string? name) =>
        name is null || (name.Length is > 0 and <= 255 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? null
            : $"input '{input}' is '{name}'; expected at most 255 letters, digits, hyphens and underscores";

    /// <summary>A cluster. One that was deleted stays INACTIVE for a while, which the provider's names avoid.</summary>
    private sealed class ClusterModel : AwsModel
    {
        public ClusterModel() : base(Cluster)
        {
            NameInput = "name";
            Id = "arn:{partition}:ecs:{region}:{account}:cluster/{name}";
            Mutable = ["settings", "tags"];
            Computed = [("arn", "{id}")];
        }

        public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
        {
            foreach (var problem in base.Check(identity, inputs))
                yield return problem;
            if (NameProblem("name", (string?)inputs["name"]) is { } wrong)
                yield return wrong;
            foreach (var setting in (inputs["settings"] as JsonArray ?? []).Where(setting => (string?)setting?["name"] != "containerInsights"))
                yield return $"input 'settings' names '{setting?["name"]}'; the only setting is containerInsights";
        }

        public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
        {
            await base.DeleteAsync(change, cancellationToken);
            RunningTasks.RequireNone(change, task => task.Cluster == change.Resource.Id, "ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.");
        }
    }
}

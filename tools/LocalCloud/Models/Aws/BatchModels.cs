using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>AWS Batch (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/batch).</summary>
internal static class BatchModels
{
    public const string JobQueue = "aws:batch/jobQueue:JobQueue";

    public static IEnumerable<IResourceModel> All => [new ComputeEnvironmentModel(), new JobQueueModel(), new JobDefinitionModel()];

    /// <summary>Up to 128 letters, digits, hyphens and underscores, a letter or digit first (the Name members of the Batch API).</summary>
    public static string? NameProblem(string name) =>
        name.Length <= 128 && name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : $"name '{name}'; expected at most 128 letters, digits, hyphens and underscores, with a letter or digit first";

    private sealed class JobQueueModel : AwsModel
    {
        private const string ComputeEnvironment = ComputeEnvironmentModel.Token;

        public JobQueueModel() : base(JobQueue)
        {
            NameInput = "name";
            Id = "arn:{partition}:batch:{region}:{account}:job-queue/{name}";
            Mutable = ["computeEnvironmentOrders", "priority", "state", "tags"];
            Computed = [("arn", "{id}")];
        }

        public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
        {
            foreach (var problem in base.Check(identity, inputs))
                yield return problem;
            if ((string?)inputs["name"] is { } name && NameProblem(name) is { } wrong)
                yield return wrong;
            if ((string?)inputs["state"] is not ("ENABLED" or "DISABLED"))
                yield return $"input 'state' is '{inputs["state"]}'; expected ENABLED or DISABLED";
            // https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html
            if (Orders(inputs).Count > 3)
                yield return string.Create(CultureInfo.InvariantCulture, $"input 'computeEnvironmentOrders' has {Orders(inputs).Count} entries; expected at most 3");
        }

        public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
        {
            await base.DeleteAsync(change, cancellationToken);
            UnfinishedJobs.RequireNoneIn(change);
        }

        protected override void Require(ResourceChange change)
        {
            var environments = Orders(change.Resource.Inputs).Select(order => (string?)order?["computeEnvironment"]).ToArray();
            var reference = new Reference("computeEnvironmentOrders", ComputeEnvironment, "ClientException");
            foreach (var wanted in environments.Where(wanted => wanted is not null && !change.Deployed.Any(other => reference.Matches(other, wanted))))
                throw new ProviderException($"ClientException: the compute environment '{wanted}' does not exist; expected one that this stack declares.");
        }

        private static JsonArray Orders(JsonObject inputs) => inputs["computeEnvironmentOrders"] as JsonArray ?? [];
    }
}

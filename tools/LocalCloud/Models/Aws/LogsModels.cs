using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>CloudWatch Logs (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/logs).</summary>
internal static class LogsModels
{
    public static IEnumerable<IResourceModel> All => [new LogGroupModel()];

    private sealed class LogGroupModel : AwsModel
    {
        // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 keeps for ever.
        private static readonly int[] Days = [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

        public LogGroupModel() : base("aws:cloudwatch/logGroup:LogGroup")
        {
            NameInput = "name";
            Fixed = ["logGroupClass"];
            Mutable = ["retentionInDays", "tags"];
            Computed = [("arn", "arn:{partition}:logs:{region}:{account}:log-group:{name}")];
        }

        public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
        {
            foreach (var problem in base.Check(identity, inputs))
                yield return problem;
            if ((int?)inputs["retentionInDays"] is { } days && !Days.Contains(days))
                yield return string.Create(CultureInfo.InvariantCulture, $"input 'retentionInDays' is {days}; expected one of {string.Join(", ", Days)}");
        }

        public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
        {
            await base.DeleteAsync(change, cancellationToken);
            new LogStore(change.DataRoot).DeleteGroup(change.Resource.Id);
        }
    }
}

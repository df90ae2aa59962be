using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>A service account.</summary>
internal sealed partial class ServiceAccountModel : GcpModel
{
    public ServiceAccountModel() : base(GcpNames.ServiceAccount)
    {
        Api = "iam.googleapis.com";
        NameInput = "accountId";
        Mutable = ["description", "displayName"];
        Id = "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com";
        Computed = [("email", "{accountId}@{project}.iam.gserviceaccount.com"), ("member", "serviceAccount:{email}"), ("name", "{id}")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        // https://docs.cloud.google.com/iam/docs/service-accounts-create
        if ((string?)Describe(identity, inputs).Outputs["accountId"] is var id && !AccountId().IsMatch(id!))
            yield return $"account id '{id}'; expected 6 to 30 lower-case letters, digits and hyphens, with a letter first and no hyphen last";
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{4,28}[a-z0-9]\z")]
    private static partial Regex AccountId();
}

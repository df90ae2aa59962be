using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>A Cloud Run job. Its template changes in place; executions keep the one that they were started with.</summary>
internal sealed class JobModel : GcpModel
{
    public JobModel() : base(GcpNames.Job)
    {
        Api = "run.googleapis.com";
        Located = true;
        NameInput = "name";
        Mutable = ["deletionProtection", "labels", "template"];
        Id = "projects/{project}/locations/{location}/jobs/{name}";
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        // https://docs.cloud.google.com/run/docs/create-jobs
        if ((string)Describe(identity, inputs).Outputs["name"]! is { Length: > 63 } name)
            yield return $"job name '{name}' has more than 63 characters";
        if (Refusal(inputs) is { } refusal)
            yield return refusal;
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        RequireServiceAccount(change);
    }

    public override async Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.UpdateAsync(change, cancellationToken);
        RequireServiceAccount(change);
    }

    /// <summary>
    /// The default is true, and what counts is what was applied, not what the program says now
    /// (https://github.com/hashicorp/terraform-provider-google-beta/blob/v7.45.0/google-beta/services/cloudrunv2/resource_cloud_run_v2_job.go).
    /// </summary>
    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        if ((bool?)change.Resource.Inputs["deletionProtection"] != false)
            throw new ProviderException($"cannot destroy job '{change.Resource.Text("name")}' without setting deletion_protection=false. Set DeletionProtection = false, run up, then destroy.");
    }

    private static void RequireServiceAccount(ResourceChange change)
    {
        if ((string?)change.Resource.Inputs["template"]?["template"]?["serviceAccount"] is { } email
            && !change.Deployed.Any(other => other.Type == GcpNames.ServiceAccount && other.Text("email") == email))
            throw new ProviderException($"Error 403: Permission 'iam.serviceaccounts.actAs' denied on service account {email} (or it may not exist). Name one that this stack declares.");
    }

    /// <summary>Reads what the service will read, so that it is refused when it is deployed and in the same words.</summary>
    private static string? Refusal(JsonObject inputs)
    {
        try
        {
            TemplateReader.Read(inputs["template"] as JsonObject ?? []);
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }
}

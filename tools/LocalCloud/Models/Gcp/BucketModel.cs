using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>A bucket, whose objects lie under <c>gcs/bucket/objects</c> of the data folder.</summary>
internal sealed partial class BucketModel : GcpModel
{
    public BucketModel() : base(GcpNames.Bucket)
    {
        Api = "storage.googleapis.com";
        Located = true;
        NameInput = "name";
        Mutable = ["forceDestroy", "labels", "lifecycleRules", "publicAccessPrevention", "softDeletePolicy", "storageClass", "uniformBucketLevelAccess"];
        Computed = [("url", "gs://{name}"), ("selfLink", "https://www.googleapis.com/storage/v1/b/{name}")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        var name = (string)Describe(identity, inputs).Outputs["name"]!;
        // https://docs.cloud.google.com/storage/docs/buckets#naming
        if (!NamePattern().IsMatch(name) || name.StartsWith("goog", StringComparison.Ordinal) || name.Contains("google", StringComparison.Ordinal))
            yield return $"bucket name '{name}'; expected 3 to 63 lower-case letters, digits, hyphens and underscores, with a letter or digit at both ends, and not the word google";
        if ((bool?)inputs["uniformBucketLevelAccess"] != true)
            yield return "input 'uniformBucketLevelAccess' is not true: objects would have access lists of their own; the local cloud models grants on the bucket only";
    }

    // The provider shows a location in capitals, whatever the program writes.
    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        outputs["location"] = ((string?)outputs["location"])?.ToUpperInvariant();
        return (id, outputs);
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        Files(change).Create(change.Resource.Id);
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        if ((bool?)change.Resource.Inputs["forceDestroy"] != true && !Files(change).IsEmpty(change.Resource.Id))
            throw new ProviderException($"Error trying to delete bucket {change.Resource.Id} containing objects without forceDestroy. Set ForceDestroy = true and run up, or empty it.");
        Files(change).Delete(change.Resource.Id);
    }

    private static ObjectFiles Files(ResourceChange change) => new(change.DataRoot, GcpNames.StorageFolder);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]\z")]
    private static partial Regex NamePattern();
}

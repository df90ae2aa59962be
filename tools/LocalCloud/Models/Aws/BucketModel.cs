using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>A bucket, whose objects lie under <c>s3/bucket/objects</c> of the data folder.</summary>
internal sealed partial class BucketModel : AwsModel
{
    public const string Token = "aws:s3/bucket:Bucket";

    public BucketModel() : base(Token)
    {
        NameInput = "bucket";
        Fixed = ["objectLockEnabled"];
        Mutable = ["forceDestroy", "tags"];
        Computed =
        [
            ("arn", "arn:{partition}:s3:::{bucket}"),
            ("bucketDomainName", "{bucket}.s3.amazonaws.com"),
            ("bucketRegionalDomainName", "{bucket}.s3.{region}.amazonaws.com"),
            ("bucketRegion", "{region}"),
        ];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        var name = (string)Describe(identity, inputs).Outputs["bucket"]!;
        if (!NamePattern().IsMatch(name))
            yield return $"bucket name '{name}'; expected 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends";
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        new ObjectFiles(change.DataRoot).Create(change.Resource.Id);
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        var files = new ObjectFiles(change.DataRoot);
        if ((bool?)change.Resource.Inputs["forceDestroy"] != true && !files.IsEmpty(change.Resource.Id))
            throw new ProviderException($"BucketNotEmpty: the bucket '{change.Resource.Id}' still holds objects. Set ForceDestroy = true and run up, or empty it.");
        files.Delete(change.Resource.Id);
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"\A[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex NamePattern();
}

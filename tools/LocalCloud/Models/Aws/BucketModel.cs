using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

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
        Directory.CreateDirectory(Folder(change));
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        var folder = Folder(change);
        var objects = Path.Combine(folder, "objects");
        var forced = (bool?)change.Resource.Inputs["forceDestroy"] ?? false;
        if (!forced && Directory.Exists(objects) && Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories).Any())
            throw new ProviderException($"BucketNotEmpty: the bucket '{change.Resource.Id}' still holds objects. Set ForceDestroy = true and run up, or empty it.");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string Folder(ResourceChange change) => Path.Combine(change.DataRoot, "s3", change.Resource.Id);

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"\A[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex NamePattern();
}

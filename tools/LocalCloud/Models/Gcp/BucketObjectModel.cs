using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Gcs;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>
/// An object that a program puts into a bucket. Its content is given as a source: what is given as text is a secret to Pulumi, of which a state
/// keeps no more than a hash.
/// </summary>
internal sealed class BucketObjectModel : GcpModel
{
    public BucketObjectModel() : base(GcpNames.BucketObject)
    {
        NameInput = "name";
        // https://github.com/hashicorp/terraform-provider-google-beta/blob/v7.45.0/google-beta/services/storage/resource_storage_bucket_object.go
        Fixed = ["bucket", "contentType", "source"];
        Id = "{bucket}-{name}";
        Computed = [("outputName", "{name}"), ("selfLink", "https://www.googleapis.com/storage/v1/b/{bucket}/o/{name}"), ("mediaLink", "https://storage.googleapis.com/download/storage/v1/b/{bucket}/o/{name}?alt=media")];
        References = [new("bucket", GcpNames.Bucket, "Error 404: The specified bucket does not exist")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if (Redaction.ContentHash(inputs["source"]) is null)
            yield return "input 'source' is missing; expected an asset or an archive";
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        var bytes = await ReadAsync(change.Resource.Inputs["source"]!, cancellationToken);
        var bucket = Files(change).Bucket(change.Resource.Text("bucket")!);
        using var upload = bucket.Begin();
        await upload.WriteAsync(bytes, cancellationToken);
        var headers = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(GcsResource.Md5, Convert.ToBase64String(upload.Hash()))
            .Add(GcsResource.ContentType, change.Resource.Text("contentType") ?? "application/octet-stream");
        var generation = (change.Resource.Generation + 1).ToString(CultureInfo.InvariantCulture);
        await bucket.CommitAsync(upload, new(change.Resource.Text("name")!, upload.Size, generation, DateTimeOffset.UnixEpoch, headers, null), WriteCondition.None, 0, cancellationToken);
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        // The bucket may be gone already, and its files with it.
        Files(change).Remove(change.Resource.Text("bucket")!, change.Resource.Text("name")!);
    }

    private static ObjectFiles Files(ResourceChange change) => new(change.DataRoot, GcpNames.StorageFolder);

    private static async Task<byte[]> ReadAsync(JsonNode source, CancellationToken cancellationToken) =>
        (string?)source["text"] is { } text ? Encoding.UTF8.GetBytes(text)
        : (string?)source["path"] is { } path && File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken)
        : throw new ProviderException("the local cloud uploads text and single files; name a file, such as a .zip that is packed already");
}

using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class PutObject : IS3Operation
{
    public string Name => nameof(PutObject);

    public S3Shape Shape { get; } = new("PUT", true) { Headers = ObjectHeaders.OnWrite };

    public async Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        var condition = call.AuthorizeWrite();
        var headers = ObjectHeaders.Read(call.Request);
        var deletions = call.Bucket.DeletionsOf(call.Key);
        using var upload = call.Bucket.Begin();
        var checksum = await call.Body.CopyToAsync(upload.WriteAsync, call.Cancelled);
        var etag = Convert.ToHexStringLower(upload.Hash());
        await call.CommitAsync(upload, new(call.Key, upload.Size, etag, call.Clock.GetUtcNow(), headers, checksum), condition, deletions);
        return HttpAnswer.Ok.With("ETag", ObjectHeaders.Quote(etag)).With("x-amz-server-side-encryption", "AES256").WithChecksum(checksum);
    }
}

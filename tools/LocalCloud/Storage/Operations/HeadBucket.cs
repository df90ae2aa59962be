using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class HeadBucket : IS3Operation
{
    public string Name => nameof(HeadBucket);

    public S3Shape Shape { get; } = new("HEAD", false);

    public Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        call.Demand("s3:ListBucket", call.BucketArn);
        return Task.FromResult(HttpAnswer.Ok);
    }
}

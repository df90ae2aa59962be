using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class DeleteObject : IS3Operation
{
    public string Name => nameof(DeleteObject);

    public S3Shape Shape { get; } = new("DELETE", true) { Headers = ["if-match"] };

    public Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        call.Demand("s3:DeleteObject", call.ObjectArn);
        ObjectWrites.ThrowUnlessWritten(call, call.Bucket.Delete(call.Key, ObjectWrites.ReadCondition(call.Request)));
        return Task.FromResult(HttpAnswer.NoContent);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>Writes an object whose bytes are the request's body: https://docs.cloud.google.com/storage/docs/json_api/v1/objects/insert, uploadType=media.</summary>
internal sealed class InsertObject : IGcsOperation
{
    public string Name => "objects.insert";

    public string[] Parameters => ["uploadType", "name", "ifGenerationMatch"];

    public bool Writes => true;

    public bool Fits(GcsRequest request) => request is { Method: "POST", Upload: true, Name: null };

    public async Task<HttpAnswer> ExecuteAsync(GcsCall call)
    {
        var request = call.Request;
        if (request.Parameter("uploadType") is not "media" and var type)
        {
            throw GcsRefusal.NotModelled($"uploadType={type} of objects.insert; it models media");
        }
        var name = GcsRequest.Checked(request.Parameter("name") ?? "");
        call.Demand("storage.objects.create", name);
        var condition = Condition(request);
        if (!condition.Absent && call.Bucket.Open(name) is { } existing)
        {
            existing.Dispose();
            // https://docs.cloud.google.com/storage/docs/performing-resumable-uploads: overwriting is deleting, too.
            call.Demand("storage.objects.delete", name);
        }
        var written = await WriteAsync(call, name, condition);
        call.Created(written);
        return GcsResource.Answer(request, GcsResource.Of(request.Bucket, written));
    }

    private static async Task<StoredObject> WriteAsync(GcsCall call, string name, WriteCondition condition)
    {
        using var upload = call.Bucket.Begin();
        await upload.CopyFromAsync(call.Request.Sent.Http.Body, call.Cancelled);
        var (time, generation) = call.Generations.Next();
        var headers = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(GcsResource.Md5, Convert.ToBase64String(upload.Hash()))
            .Add(GcsResource.ContentType, call.Request.Sent.Http.ContentType ?? "application/octet-stream");
        var described = new StoredObject(name, upload.Size, generation.ToString(CultureInfo.InvariantCulture), time, headers, null);
        return await call.Bucket.CommitAsync(upload, described, condition, call.Bucket.DeletionsOf(name), call.Cancelled) == WriteOutcome.Written
            ? described
            : throw GcsRefusal.ConditionNotMet($"ifGenerationMatch={call.Request.Parameter("ifGenerationMatch")}");
    }

    // 0 means that no live object may have the name: https://docs.cloud.google.com/storage/docs/request-preconditions.
    private static WriteCondition Condition(GcsRequest request) => request.Number("ifGenerationMatch") switch
    {
        null => WriteCondition.None,
        0 => new(true, null),
        var generation => new(false, generation.Value.ToString(CultureInfo.InvariantCulture)),
    };
}

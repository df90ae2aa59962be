using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

/// <summary>GetObject and HeadObject: the same answer, with and without the body.</summary>
internal abstract class ReadObject(string method) : IS3Operation
{
    public abstract string Name { get; }

    public S3Shape Shape { get; } = new(method, true) { Headers = ["if-match", "if-none-match", "range", "x-amz-checksum-mode"] };

    public Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        call.Demand("s3:GetObject", call.ObjectArn);
        var opened = call.Bucket.Open(call.Key) ?? throw call.Missing();
        return Task.FromResult(opened.Answer(found => Answer(call.Request, found)));
    }

    private static HttpAnswer Answer(S3Request request, OpenObject opened)
    {
        var described = opened.Described;
        if (request.Header("If-Match") is { } wanted && !Matches(wanted, described))
        {
            throw S3Exception.PreconditionFailed($"If-Match {wanted}, the object has \"{described.ETag}\"");
        }
        if (request.Header("If-None-Match") is { } unwanted && Matches(unwanted, described))
        {
            return new HttpAnswer(StatusCodes.Status304NotModified) { Source = opened }.Describe(described);
        }
        var range = ByteRange.Parse(request.Header("Range"), described.Size);
        var (offset, count) = range ?? (0, described.Size);
        var answer = new HttpAnswer(range is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent)
        {
            Length = count,
            Body = (body, cancelled) => opened.CopyToAsync(body.WriteAsync, offset, count, cancelled),
            Source = opened,
        }.Describe(described);
        return range is not null
            ? answer.With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{described.Size}"))
            : answer.WithChecksum(request.Header("x-amz-checksum-mode") == "ENABLED" ? described.Checksum : null);
    }

    private static bool Matches(string header, StoredObject described) =>
        header.Split(',').Select(ObjectHeaders.Unquote).Any(etag => etag == "*" || etag == described.ETag);
}

internal sealed class GetObject() : ReadObject("GET")
{
    public override string Name => nameof(GetObject);
}

internal sealed class HeadObject() : ReadObject("HEAD")
{
    public override string Name => nameof(HeadObject);
}

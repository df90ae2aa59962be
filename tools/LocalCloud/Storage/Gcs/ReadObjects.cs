using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>Reads an object's bytes or its metadata, if it is the wanted version: https://docs.cloud.google.com/storage/docs/json_api/v1/objects/get.</summary>
internal sealed class ReadObjects : IGcsOperation
{
    public string Name => "objects.get";

    public string[] Parameters => ["generation", "ifGenerationMatch", "ifGenerationNotMatch"];

    public bool Fits(GcsRequest request) => request is { Method: "GET", Upload: false, Name: not null };

    public Task<HttpAnswer> ExecuteAsync(GcsCall call)
    {
        call.Demand("storage.objects.get", call.Request.Name);
        var opened = call.Bucket.Open(call.Request.Name!) ?? throw Missing(call.Request);
        return Task.FromResult(opened.Answer(found => Answer(call.Request, found)));
    }

    private static HttpAnswer Answer(GcsRequest request, OpenObject opened)
    {
        var described = opened.Described;
        var generation = long.Parse(described.ETag, CultureInfo.InvariantCulture);
        if (request.Number("generation") is { } wanted && wanted != generation)
        {
            // Without versions an object has its live generation only.
            throw Missing(request);
        }
        // https://docs.cloud.google.com/storage/docs/request-preconditions
        if (request.Number("ifGenerationMatch") is { } match && match != generation)
        {
            throw GcsRefusal.ConditionNotMet($"ifGenerationMatch={match}, the object has {generation}");
        }
        if (request.Number("ifGenerationNotMatch") == generation)
        {
            return new HttpAnswer(StatusCodes.Status304NotModified) { Source = opened };
        }
        return request.Media ? Media(opened) : Metadata(request, opened);
    }

    private static HttpAnswer Metadata(GcsRequest request, OpenObject opened)
    {
        using (opened)
        {
            return GcsResource.Answer(request, GcsResource.Of(request.Bucket, opened.Described));
        }
    }

    private static HttpAnswer Media(OpenObject opened)
    {
        var described = opened.Described;
        return new HttpAnswer(StatusCodes.Status200OK)
        {
            Length = described.Size,
            Body = (body, cancelled) => opened.CopyToAsync(body.WriteAsync, 0, described.Size, cancelled),
            Source = opened,
        }
            .With("Content-Type", described.Headers.GetValueOrDefault(GcsResource.ContentType))
            .With("x-goog-generation", described.ETag)
            .With("x-goog-metageneration", "1")
            .With("x-goog-stored-content-length", described.Size.ToString(CultureInfo.InvariantCulture))
            .With("x-goog-hash", described.Headers.GetValueOrDefault(GcsResource.Md5) is { } md5 ? $"md5={md5}" : null);
    }

    private static GcsRefusal Missing(GcsRequest request) => GcsRefusal.NoSuchObject(request.Bucket, request.Name!);
}

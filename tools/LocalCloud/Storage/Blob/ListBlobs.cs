using System.Globalization;
using System.Xml.Linq;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>https://learn.microsoft.com/rest/api/storageservices/list-blobs</summary>
internal sealed class ListBlobs : IBlobOperation
{
    // A larger maxresults is cut to it.
    private const int MostResults = 5000;

    public string Name => "List Blobs";

    public string[] Parameters => ["restype", "comp", "prefix", "marker", "maxresults"];

    public string[] Headers => [];

    public bool Fits(BlobRequest request) => request is { Method: "GET", Name: null } && request.Parameter("restype") == "container" && request.Parameter("comp") == "list";

    public Task<HttpAnswer> ExecuteAsync(BlobCall call)
    {
        call.Demand(AzureRole.ReadBlob);
        var page = call.Files.List(new(call.Request.Parameter("prefix") ?? "", "", After(call.Request), Limit(call.Request)));
        return Task.FromResult(BlobXml.Answer(StatusCodes.Status200OK, Describe(call.Request, page)));
    }

    private static XElement Describe(BlobRequest request, ObjectPage page) => new("EnumerationResults",
        new XAttribute("ServiceEndpoint", $"https://{request.Sent.Http.Host}/{request.Account}/"),
        new XAttribute("ContainerName", request.Container),
        new XElement("Prefix", request.Parameter("prefix") ?? ""),
        new XElement("Blobs", page.Objects.Select(Describe)),
        new XElement("NextMarker", page.Next?.ToToken() ?? ""));

    private static XElement Describe(StoredObject described) => new("Blob",
        BlobXml.Name(described.Key),
        new XElement("Properties",
            new XElement("Creation-Time", BlobHeaders.Time(described)),
            new XElement("Last-Modified", BlobHeaders.Time(described)),
            new XElement("Etag", described.ETag),
            new XElement("Content-Length", described.Size),
            new XElement("Content-Type", described.Headers[BlobHeaders.ContentType]),
            new XElement("Content-MD5", described.Headers[BlobHeaders.Md5]),
            new XElement("BlobType", "BlockBlob"),
            new XElement("ServerEncrypted", "true")));

    private static ListPosition After(BlobRequest request) => request.Parameter("marker") is not { Length: > 0 } marker
        ? ListPosition.Start
        : ListPosition.FromToken(marker) ?? throw BlobRefusal.InvalidInput($"One of the request inputs is not valid: marker={marker}; expected one that a list gave");

    private static int Limit(BlobRequest request) => request.Parameter("maxresults") is not { } text ? MostResults
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? Math.Min(wanted, MostResults)
        : throw BlobRefusal.OutOfRange("maxresults", text);
}

using System.Xml.Linq;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class DeleteObjects : IS3Operation
{
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
    private const int MaxKeys = 1000;

    public string Name => nameof(DeleteObjects);

    public S3Shape Shape { get; } = new("POST", false, "delete");

    public async Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        var document = S3Xml.Parse(await call.Body.ReadDocumentAsync(call.Cancelled), "Delete");
        var keys = document.Elements().Where(element => element.Name.LocalName == "Object").Select(KeyOf).ToList();
        if (keys.Count is 0 or > MaxKeys)
        {
            throw S3Exception.Malformed($"Delete lists {keys.Count} objects; expected 1 to {MaxKeys}");
        }
        var quiet = document.Child("Quiet") == "true";
        return S3Xml.Answer(StatusCodes.Status200OK, S3Xml.Element("DeleteResult", keys.Select(key => Delete(call, key, quiet)).ToArray<object?>()));
    }

    private static XElement? Delete(S3Call call, string key, bool quiet)
    {
        var decision = call.Decide("s3:DeleteObject", $"{call.BucketArn}/{key}");
        if (!decision.Allowed)
        {
            return S3Xml.Element("Error", S3Xml.Element("Key", key), S3Xml.Element("Code", "AccessDenied"), S3Xml.Element("Message", decision.Message));
        }
        call.Bucket.Delete(key, WriteCondition.None);
        return quiet ? null : S3Xml.Element("Deleted", S3Xml.Element("Key", key));
    }

    private static string KeyOf(XElement entry)
    {
        var other = entry.Elements().FirstOrDefault(element => element.Name.LocalName != "Key");
        return other is not null
            ? throw S3Exception.NotImplemented($"'{other.Name.LocalName}' in DeleteObjects")
            : entry.Child("Key") is { Length: > 0 } key ? key : throw S3Exception.Malformed("an Object without a Key");
    }
}

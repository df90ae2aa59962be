using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>https://docs.cloud.google.com/storage/docs/json_api/v1/objects/list</summary>
internal sealed class ListObjects : IGcsOperation
{
    // A larger maxResults is cut to it.
    private const int MostResults = 1000;

    public string Name => "objects.list";

    public string[] Parameters => ["prefix", "delimiter", "startOffset", "pageToken", "maxResults"];

    public bool Fits(GcsRequest request) => request is { Method: "GET", Upload: false, Name: null };

    public Task<HttpAnswer> ExecuteAsync(GcsCall call)
    {
        var request = call.Request;
        call.Demand("storage.objects.list", null);
        var page = call.Bucket.List(new(request.Parameter("prefix") ?? "", request.Parameter("delimiter") ?? "", After(request), Limit(request))
        {
            From = request.Parameter("startOffset") ?? "",
        });
        return Task.FromResult(GcsResource.Answer(request, Describe(request.Bucket, page)));
    }

    private static JsonObject Describe(string bucket, ObjectPage page)
    {
        var answer = new JsonObject { ["kind"] = "storage#objects" };
        if (page.Next is { } next)
        {
            answer["nextPageToken"] = next.ToToken();
        }
        if (page.CommonPrefixes.Count > 0)
        {
            answer["prefixes"] = new JsonArray([.. page.CommonPrefixes.Select(prefix => JsonValue.Create(prefix))]);
        }
        // A list without objects has no member for them.
        if (page.Objects.Count > 0)
        {
            answer["items"] = new JsonArray([.. page.Objects.Select(found => GcsResource.Of(bucket, found))]);
        }
        return answer;
    }

    private static ListPosition After(GcsRequest request) => request.Parameter("pageToken") is not { Length: > 0 } token
        ? ListPosition.Start
        : ListPosition.FromToken(token) ?? throw GcsRefusal.Invalid($"Invalid value '{token}' for pageToken: expected one that a list gave");

    private static int Limit(GcsRequest request) => request.Number("maxResults") switch
    {
        null => MostResults,
        0 => throw GcsRefusal.Invalid("Invalid value '0' for maxResults: expected at least 1"),
        var wanted => (int)Math.Min(wanted.Value, MostResults),
    };
}

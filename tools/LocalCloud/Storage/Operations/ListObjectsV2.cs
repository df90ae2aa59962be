using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Policies;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class ListObjectsV2 : IS3Operation
{
    private const int MaxKeys = 1000;

    public string Name => nameof(ListObjectsV2);

    public S3Shape Shape { get; } = new("GET", false, "list-type")
    {
        Parameters = ["prefix", "delimiter", "continuation-token", "start-after", "max-keys", "encoding-type", "fetch-owner"],
    };

    public Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        var request = call.Request;
        RequireKnown(request, "list-type", "2");
        RequireKnown(request, "encoding-type", "url");
        RequireKnown(request, "fetch-owner", "false");
        call.Demand("s3:ListBucket", call.BucketArn, Context(request));
        var query = new ListQuery(request.Parameter("prefix") ?? "", request.Parameter("delimiter") ?? "", Start(request), Limit(request));
        var page = query.Limit == 0 ? new([], [], null) : call.Bucket.List(query);
        return Task.FromResult(Answer(request, query, page));
    }

    private static HttpAnswer Answer(S3Request request, ListQuery query, ObjectPage page)
    {
        var encode = request.Parameter("encoding-type") is null
            ? (Func<string?, string?>)(text => text)
            : text => text is null ? null : PercentEncoding.Encode(text, keepSlashes: true);
        return S3Xml.Answer(StatusCodes.Status200OK, S3Xml.Element(
            "ListBucketResult",
            S3Xml.Element("Name", request.Bucket),
            S3Xml.Element("Prefix", encode(query.Prefix)),
            S3Xml.Optional("Delimiter", encode(request.Parameter("delimiter"))),
            S3Xml.Optional("StartAfter", encode(request.Parameter("start-after"))),
            S3Xml.Optional("EncodingType", request.Parameter("encoding-type")),
            S3Xml.Optional("ContinuationToken", request.Parameter("continuation-token")),
            S3Xml.Optional("NextContinuationToken", page.Next?.ToToken()),
            S3Xml.Element("MaxKeys", query.Limit),
            S3Xml.Element("KeyCount", page.Count),
            S3Xml.Element("IsTruncated", page.Next is not null),
            page.Objects.Select(found => S3Xml.Element(
                "Contents",
                S3Xml.Element("Key", encode(found.Key)),
                S3Xml.Element("LastModified", S3Xml.Time(found.LastModified)),
                S3Xml.Element("ETag", ObjectHeaders.Quote(found.ETag)),
                S3Xml.Element("Size", found.Size),
                S3Xml.Element("StorageClass", "STANDARD"))),
            page.CommonPrefixes.Select(prefix => S3Xml.Element("CommonPrefixes", S3Xml.Element("Prefix", encode(prefix))))));
    }

    private static int Limit(S3Request request)
    {
        var text = request.Parameter("max-keys");
        return text is null ? MaxKeys
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, MaxKeys)
            : throw S3Exception.InvalidArgument($"max-keys is '{text}'; expected a whole number from 0");
    }

    private static ListPosition Start(S3Request request) =>
        request.Parameter("continuation-token") is { } token ? ListPosition.FromToken(token) ?? throw S3Exception.InvalidArgument("The continuation token provided is incorrect")
        : request.Parameter("start-after") is { } key ? new(key, false)
        : ListPosition.Start;

    private static ImmutableDictionary<string, string> Context(S3Request request)
    {
        var context = AuthorizationRequest.NoContext;
        context = request.Parameter("prefix") is { } prefix ? context.Add(ConditionKeys.S3Prefix, prefix) : context;
        return request.Parameter("delimiter") is { } delimiter ? context.Add(ConditionKeys.S3Delimiter, delimiter) : context;
    }

    private static void RequireKnown(S3Request request, string parameter, string known)
    {
        if (request.Parameter(parameter) is { } value && value != known)
        {
            throw S3Exception.NotImplemented($"{parameter}={value}; expected {known}");
        }
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary>A command of <c>aws s3api</c>: one operation, its answer as JSON.</summary>
internal abstract class ApiCommand(string name, string operation, params AwsOption[] options) : IS3Command
{
    public string Name { get; } = "s3api " + name;

    public IReadOnlyList<AwsOption> Options { get; } = options;

    public async Task<CommandResult> RunAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken) =>
        new(0, AwsJson.Print(await AskAsync(s3, line, cancellationToken)));

    // A HEAD answer has no body, so the CLI knows the status only.
    public CommandResult Refused(AmazonS3Exception refusal, AwsArguments line) => operation.StartsWith("Head", StringComparison.Ordinal)
        ? new(254, "", $"\nAn error occurred ({(int)refusal.StatusCode}) when calling the {operation} operation: {(refusal.StatusCode == HttpStatusCode.NotFound ? "Not Found" : refusal.StatusCode.ToString())}\n")
        : new(254, "", $"\nAn error occurred ({refusal.ErrorCode}) when calling the {operation} operation: {refusal.Message}\n");

    protected abstract Task<JsonObject> AskAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken);

    protected static string Time(DateTime? time) => time!.Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss+00:00", CultureInfo.InvariantCulture);
}

internal sealed class ListObjectsCommand() : ApiCommand("list-objects-v2", "ListObjectsV2", new("--bucket", Required: true), new("--prefix"))
{
    protected override async Task<JsonObject> AskAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = line.Required("--bucket"), Prefix = line.Text("--prefix"), Encoding = EncodingType.Url };
        var contents = new JsonArray();
        await foreach (var page in s3.Paginators.ListObjectsV2(request).Responses.WithCancellation(cancellationToken))
        {
            foreach (var found in page.S3Objects ?? [])
            {
                contents.Add(new JsonObject
                {
                    ["Key"] = PercentEncoding.Decode(found.Key),
                    ["LastModified"] = Time(found.LastModified),
                    ["ETag"] = found.ETag,
                    ["Size"] = found.Size,
                    ["StorageClass"] = "STANDARD",
                });
            }
        }
        return contents.Count == 0 ? [] : new() { ["Contents"] = contents };
    }
}

internal sealed class HeadObjectCommand() : ApiCommand("head-object", "HeadObject", new("--bucket", Required: true), new("--key", Required: true))
{
    protected override async Task<JsonObject> AskAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken)
    {
        var head = await s3.GetObjectMetadataAsync(line.Required("--bucket"), line.Required("--key"), cancellationToken);
        return new()
        {
            ["LastModified"] = Time(head.LastModified),
            ["ContentLength"] = head.ContentLength,
            ["ETag"] = head.ETag,
            ["ContentType"] = head.Headers.ContentType,
        };
    }
}

internal sealed class GetObjectCommand() : ApiCommand("get-object", "GetObject", new("outfile", Required: true), new("--bucket", Required: true), new("--key", Required: true))
{
    protected override async Task<JsonObject> AskAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken)
    {
        using var read = await s3.GetObjectAsync(line.Required("--bucket"), line.Required("--key"), cancellationToken);
        await Downloads.SaveAsync(read.ResponseStream, line.Required("outfile"), cancellationToken);
        return new()
        {
            ["LastModified"] = Time(read.LastModified),
            ["ContentLength"] = read.ContentLength,
            ["ETag"] = read.ETag,
            ["ContentType"] = read.Headers.ContentType,
        };
    }
}

internal sealed class HeadBucketCommand(string region) : ApiCommand("head-bucket", "HeadBucket", new AwsOption("--bucket", Required: true))
{
    protected override async Task<JsonObject> AskAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken)
    {
        await s3.HeadBucketAsync(new() { BucketName = line.Required("--bucket") }, cancellationToken);
        return new() { ["BucketRegion"] = region };
    }
}

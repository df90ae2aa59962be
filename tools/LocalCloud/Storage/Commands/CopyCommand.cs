using System.Net;
using Amazon.S3;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary><c>aws s3 cp s3://bucket/key FILE</c>, or <c>-</c> for standard output.</summary>
internal sealed class CopyCommand : IS3Command
{
    public string Name => "s3 cp";

    public IReadOnlyList<AwsOption> Options { get; } = [
        new("source", Required: true), new("destination", Required: true),
        new("--only-show-errors", AwsValue.Switch), new("--no-progress", AwsValue.Switch), new("--quiet", AwsValue.Switch),
    ];

    public async Task<CommandResult> RunAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken)
    {
        var (source, destination) = (S3Uri.Parse(line.Required("source")), line.Required("destination"));
        if (source.Key.Length == 0)
        {
            throw new AwsUsageException($"'{line.Required("source")}' names no key; the local cloud copies one object at a time");
        }
        if (destination.StartsWith("s3://", StringComparison.Ordinal))
        {
            throw new AwsUsageException($"'{destination}': the local cloud copies from a bucket to a file");
        }
        using var read = await s3.GetObjectAsync(source.Bucket, source.Key, cancellationToken);
        if (destination == "-")
        {
            using var text = new StreamReader(read.ResponseStream);
            return new(0, await text.ReadToEndAsync(cancellationToken));
        }
        var path = Directory.Exists(destination) || destination.EndsWith('/') ? Path.Combine(destination, LastSegment(source.Key)) : destination;
        await Downloads.SaveAsync(read.ResponseStream, path, cancellationToken);
        return new(0, line.Has("--only-show-errors") || line.Has("--quiet") ? "" : $"download: {line.Required("source")} to {path}\n");
    }

    public CommandResult Refused(AmazonS3Exception refusal, AwsArguments line) => refusal.StatusCode == HttpStatusCode.NotFound && refusal.ErrorCode == "NoSuchKey"
        ? new(1, "", $"fatal error: An error occurred (404) when calling the HeadObject operation: Key \"{S3Uri.Parse(line.Required("source")).Key}\" does not exist\n")
        : new(1, "", $"fatal error: An error occurred ({refusal.ErrorCode}) when calling the GetObject operation: {refusal.Message}\n");

    // A key may end in a segment that is no file name, such as "..": that must not name a place outside the folder.
    private static string LastSegment(string key) => key[(key.LastIndexOf('/') + 1)..] is { Length: > 0 } name and not ("." or "..")
        ? name
        : throw new AwsUsageException($"the key '{key}' ends in no file name; name the file to write");
}

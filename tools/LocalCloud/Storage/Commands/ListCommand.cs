using System.Globalization;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary><c>aws s3 ls s3://bucket/prefix [--recursive]</c>; times are UTC.</summary>
internal sealed class ListCommand : IS3Command
{
    public string Name => "s3 ls";

    public IReadOnlyList<AwsOption> Options { get; } = [new("s3uri", Required: true), new("--recursive", AwsValue.Switch)];

    public async Task<CommandResult> RunAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken)
    {
        var (bucket, prefix) = S3Uri.Parse(line.Required("s3uri"));
        var recursive = line.Has("--recursive");
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = recursive ? null : "/", Encoding = EncodingType.Url };
        var output = new StringBuilder();
        await foreach (var page in s3.Paginators.ListObjectsV2(request).Responses.WithCancellation(cancellationToken))
        {
            foreach (var common in page.CommonPrefixes ?? [])
            {
                output.Append(new string(' ', 27)).Append("PRE ").Append(ShownName(common, prefix)).Append('\n');
            }
            foreach (var found in page.S3Objects ?? [])
            {
                var name = recursive ? Decode(found.Key) : ShownName(found.Key, prefix);
                output.Append(CultureInfo.InvariantCulture, $"{found.LastModified!.Value.ToUniversalTime():yyyy-MM-dd HH:mm:ss} {found.Size,10} {name}\n");
            }
        }
        // The AWS CLI returns 1 where nothing has the prefix, but an empty bucket is fine.
        return new(output.Length == 0 && prefix.Length > 0 ? 1 : 0, output.ToString());
    }

    public CommandResult Refused(AmazonS3Exception refusal, AwsArguments line) =>
        new(254, "", $"\nAn error occurred ({refusal.ErrorCode}) when calling the ListObjectsV2 operation: {refusal.Message}\n");

    private static string ShownName(string encoded, string prefix) => Decode(encoded)[(prefix.LastIndexOf('/') + 1)..];

    private static string Decode(string encoded) => PercentEncoding.Decode(encoded);
}

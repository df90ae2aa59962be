using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary>An <c>s3://bucket/key</c> argument.</summary>
internal sealed record S3Uri(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    public static S3Uri Parse(string text) =>
        text.StartsWith(Scheme, StringComparison.Ordinal) && text[Scheme.Length..].Split('/', 2) is [{ Length: > 0 } bucket, .. var rest]
            ? new(bucket, rest is [var key] ? key : "")
            : throw new AwsUsageException($"'{text}' is not s3://bucket/key");
}

using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>The condition keys that the local cloud puts into a request. Names compare without case.</summary>
public static class ConditionKeys
{
    public const string SecureTransport = "aws:SecureTransport";
    public const string SourceArn = "aws:SourceArn";
    public const string SourceAccount = "aws:SourceAccount";
    public const string PrincipalArn = "aws:PrincipalArn";
    public const string PrincipalAccount = "aws:PrincipalAccount";
    public const string ResourceTag = "aws:ResourceTag/";
    public const string S3Prefix = "s3:prefix";
    public const string S3Delimiter = "s3:delimiter";
    public const string S3IfNoneMatch = "s3:if-none-match";
    public const string S3IfMatch = "s3:if-match";
    public const string S3CreationOperation = "s3:ObjectCreationOperation";

    /// <summary>The names that are known; the one ending in a slash goes on with a tag's key.</summary>
    public static ImmutableArray<string> Known { get; } =
    [
        SecureTransport, SourceArn, SourceAccount, PrincipalArn, PrincipalAccount, ResourceTag,
        S3Prefix, S3Delimiter, S3IfNoneMatch, S3IfMatch, S3CreationOperation,
    ];

    public static bool IsKnown(string key) => Known.Any(known =>
        known.EndsWith('/') ? key.StartsWith(known, StringComparison.OrdinalIgnoreCase) && key.Length > known.Length
        : known.Equals(key, StringComparison.OrdinalIgnoreCase));
}

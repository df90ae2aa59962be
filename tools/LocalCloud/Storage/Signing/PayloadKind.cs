namespace CloudStacks.LocalCloud.Storage.Signing;

/// <summary>How a body travels, as x-amz-content-sha256 tells it.</summary>
/// <param name="Sha256">The hash of the whole body in hex; null where the header gives none.</param>
/// <param name="Chunked">Whether the body is framed as aws-chunked.</param>
/// <param name="SignedChunks">Whether every chunk carries a signature.</param>
/// <param name="Trailer">Whether headers follow the body.</param>
internal sealed record PayloadKind(string? Sha256, bool Chunked, bool SignedChunks, bool Trailer)
{
    public const string Header = "x-amz-content-sha256";

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
    public static PayloadKind Parse(string header) => header switch
    {
        "UNSIGNED-PAYLOAD" => new(null, false, false, false),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new(null, true, false, true),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new(null, true, true, false),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new(null, true, true, true),
        { Length: 64 } when header.All(char.IsAsciiHexDigitLower) => new(header, false, false, false),
        _ => throw S3Exception.InvalidArgument($"{Header} is '{header}'; expected a SHA-256 in hex, UNSIGNED-PAYLOAD or a STREAMING- value"),
    };
}

using System.Security.Cryptography;
using System.Text;
using CloudStacks.LocalCloud.Identity.Signing;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Signing;

/// <summary>The chain of signatures over a body's chunks: each covers its chunk and the signature before it
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html).</summary>
internal sealed class ChunkSignatures(SigningKey key, string seed)
{
    private static readonly string Empty = Convert.ToHexStringLower(SHA256.HashData([]));

    private string _previous = seed;

    public void VerifyChunk(string? presented, byte[] sha256) =>
        Verify(presented, key.Sign("AWS4-HMAC-SHA256-PAYLOAD", _previous, Empty, Convert.ToHexStringLower(sha256)));

    public void VerifyTrailer(string? presented, string lines) =>
        Verify(presented, key.Sign("AWS4-HMAC-SHA256-TRAILER", _previous, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))));

    private void Verify(string? presented, string expected)
    {
        if (!SigningKey.AreEqual(expected, presented ?? ""))
        {
            throw new S3Exception(StatusCodes.Status403Forbidden, "SignatureDoesNotMatch", "A chunk or the trailer of the body does not have the signature it came with");
        }
        _previous = expected;
    }
}

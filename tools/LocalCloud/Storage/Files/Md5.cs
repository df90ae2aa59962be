using System.Security.Cryptography;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>MD5 where S3's protocol asks for it: ETags and Content-MD5.</summary>
internal static class Md5
{
    // It tells accidents, not attacks; S3's protocol leaves no choice (CA5351).
#pragma warning disable CA5351
    public static IncrementalHash CreateIncremental() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public static byte[] Hash(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}

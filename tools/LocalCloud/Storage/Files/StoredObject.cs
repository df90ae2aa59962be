using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>What is known about an object besides its bytes.</summary>
/// <param name="Key">The key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without quotes: the MD5 in hex, or for a multipart object the MD5 of its parts' MD5s and <c>-N</c>.</param>
/// <param name="LastModified">When it was written.</param>
/// <param name="Headers">What the writer wants to read back: Content-Type and its like, and x-amz-meta-*.</param>
/// <param name="Checksum">The checksum that the writer sent and that was verified.</param>
public sealed record StoredObject(
    string Key,
    long Size,
    string ETag,
    DateTimeOffset LastModified,
    ImmutableSortedDictionary<string, string> Headers,
    ObjectChecksum? Checksum);

/// <summary>A verified checksum: the header that carries it, such as <c>x-amz-checksum-crc32</c>, and the value in base64.</summary>
public sealed record ObjectChecksum(string Header, string Value);

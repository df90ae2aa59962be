using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>An object that was just made.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Described">The object.</param>
/// <param name="Operation">The operation that made it: <c>PutObject</c> or <c>CompleteMultipartUpload</c> in S3, <c>objects.insert</c> in Cloud Storage.</param>
internal sealed record ObjectCreated(string Bucket, StoredObject Described, string Operation);

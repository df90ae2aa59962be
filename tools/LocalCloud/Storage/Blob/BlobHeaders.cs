using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>What answers tell about a blob.</summary>
internal static class BlobHeaders
{
    public const string Md5 = "Content-MD5";
    public const string ContentType = "Content-Type";

    /// <summary>The ETag as headers have it; listings have it without quotes.</summary>
    public static string Quoted(StoredObject described) => $"\"{described.ETag}\"";

    /// <summary>When it was written, in the form of RFC 1123.</summary>
    public static string Time(StoredObject described) => described.LastModified.UtcDateTime.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

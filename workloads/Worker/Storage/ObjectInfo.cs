namespace CloudStacks.Worker.Storage;

/// <summary>An object without its content.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Changes with the content. Null in a listing of a store that would have to read the object for it.</param>
public sealed record ObjectInfo(string Key, long Size, string? ETag);

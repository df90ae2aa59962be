namespace CloudStacks.Worker.Storage;

/// <summary>Object stores by address.</summary>
public static class ObjectStores
{
    /// <summary>Opens <c>s3://bucket</c>, <c>file:///folder</c> or a path of a folder. Nothing is requested yet.</summary>
    /// <exception cref="UsageException">The address has another form.</exception>
    public static IObjectStore Open(string address) => throw new NotImplementedException();
}

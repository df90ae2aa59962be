using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>One operation of S3's API.</summary>
internal interface IS3Operation
{
    /// <summary>Its name in the API, such as <c>PutObject</c>.</summary>
    string Name { get; }

    /// <summary>What selects it and what it understands.</summary>
    S3Shape Shape { get; }

    Task<HttpAnswer> ExecuteAsync(S3Call call);
}

/// <summary>How a request must look to be for an operation.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="OnKey">Whether it is about a key, or else about the bucket.</param>
/// <param name="Marks">Query parameters that must be there; the operation with the most marks wins.</param>
internal sealed record S3Shape(string Method, bool OnKey, params string[] Marks)
{
    /// <summary>Further query parameters that are understood.</summary>
    public string[] Parameters { get; init; } = [];

    /// <summary>Headers that are understood, beyond those of every request.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>Whether the operation changes something.</summary>
    public bool Writes => Method is not ("GET" or "HEAD");

    public bool Fits(S3Request request) =>
        request.Method == Method && request.Key.Length > 0 == OnKey && Marks.All(mark => request.Parameter(mark) is not null);
}

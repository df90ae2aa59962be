using System.Net;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>A body in two halves with something happening in between; sent on the endpoint's 100 Continue, so the write has begun.</summary>
internal sealed class SlowContent(byte[] body, Func<Task> meanwhile) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
        await stream.FlushAsync();
        await meanwhile();
        await stream.WriteAsync(body.AsMemory(body.Length / 2));
    }

    protected override bool TryComputeLength(out long length) => (length = body.Length) >= 0;
}

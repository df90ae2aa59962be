using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>The worker's Blob Storage store through the official client against the local endpoint, with no more than the role that programs grant.</summary>
public sealed class BlobWorkerStoreTests : ObjectStoreTests, IAsyncLifetime
{
    private LocalBlob _storage = null!;

    private protected override IObjectStore Store => _storage.Store;

    public async ValueTask InitializeAsync() => _storage = await LocalBlob.StartAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}

using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Gcs;

/// <summary>The worker's Cloud Storage store against the local endpoint, with no more than the two roles that programs grant.</summary>
public sealed class GcsWorkerStoreTests : ObjectStoreTests, IAsyncLifetime
{
    private LocalGcs _storage = null!;

    private protected override IObjectStore Store => _storage.Store;

    public async ValueTask InitializeAsync() => _storage = await LocalGcs.StartAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}

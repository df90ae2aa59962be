using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>The worker's S3 store through the official client against the local endpoint.</summary>
public sealed class WorkerStoreTests : ObjectStoreTests, IAsyncLifetime
{
    private LocalStorage _storage = null!;
    private IObjectStore _store = null!;

    private protected override IObjectStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _storage = await LocalStorage.StartAsync();
        _store = new S3Store(_storage.Client(), LocalStorage.Bucket);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}

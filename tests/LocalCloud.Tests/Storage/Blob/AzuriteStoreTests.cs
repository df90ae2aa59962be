using Azure.Storage.Blobs;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>The worker's Blob Storage store against an emulator that nobody here wrote.</summary>
public sealed class AzuriteStoreTests(Azurite azurite) : ObjectStoreTests, IClassFixture<Azurite>, IAsyncLifetime
{
    private BlobContainerClient _container = null!;

    private protected override IObjectStore Store => new AzureBlobStore(_container);

    public async ValueTask InitializeAsync()
    {
        _container = azurite.Container($"c{Guid.NewGuid():N}");
        await _container.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task AMissingContainerIsNamed()
    {
        var store = new AzureBlobStore(azurite.Container("missing"));
        foreach (Func<Task> access in (Func<Task>[])[() => store.GetAsync("k"), () => store.PutIfAbsentAsync("k", ReadOnlyMemory<byte>.Empty), async () => await store.ListAsync("").ToListAsync()])
        {
            var failure = await Assert.ThrowsAsync<StoreException>(access);
            Assert.Equal(StoreProblem.NoSuchStore, failure.Problem);
            Assert.Contains("az://devstoreaccount1/missing", failure.Message, StringComparison.Ordinal);
        }
    }
}

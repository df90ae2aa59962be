using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Storage;

public sealed class MemoryStoreTests : ObjectStoreTests
{
    private protected override IObjectStore Store { get; } = new MemoryStore();
}

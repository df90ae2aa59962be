using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models;
using CloudStacks.LocalCloud.Tests.Engine;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>Deploys programs with the real models.</summary>
public abstract class ModelTest : IDisposable
{
    private protected Workshop Workshop { get; } = new(LocalModels.All);

    public void Dispose()
    {
        Workshop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<DeployedResource> UpAsync(string name, Action program) =>
        (await Workshop.UpAsync(program)).Resources.Single(resource => resource.Name == name);

    private protected async Task UpFailsAsync(Action program, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(program))).Message, StringComparison.Ordinal);

    private protected async Task DownFailsAsync(string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<EngineException>(Workshop.DownAsync)).Message, StringComparison.Ordinal);
}

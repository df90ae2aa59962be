using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models;
using CloudStacks.LocalCloud.Tests.Engine;
using CloudStacks.Shared;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>Deploys one service's program, as it is or edited, into a home of its own.</summary>
public abstract class ProgramTest : IDisposable
{
    private readonly string service;
    private readonly Func<string, ComponentResourceOptions, ReferenceDeployment> create;

    /// <param name="service">The service id.</param>
    /// <param name="create">Constructs the program's component under a name.</param>
    protected ProgramTest(string service, Func<string, ComponentResourceOptions, ReferenceDeployment> create)
    {
        (this.service, this.create) = (service, create);
        Workshop = new(LocalModels.All, service) { Folder = Path.Combine(RepositoryRoot, "stacks", service) };
        if (Catalog.Services.Find(service)!.Artifact is { } artifact)
        {
            Workshop.Config = Workshop.Config.Add("cloudstacks:artifact", WorkerZip.PathOf(artifact));
        }
    }

    private protected Workshop Workshop { get; }

    internal static string RepositoryRoot { get; } = FindRoot();

    public void Dispose()
    {
        Workshop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The program as it stands, with edits on top.</summary>
    private protected PulumiProgram Program(params ResourceTransformation[] edits) => () => Create(service, edits).Outputs;

    private protected ReferenceDeployment Create(string name, params ResourceTransformation[] edits) =>
        create(name, new ComponentResourceOptions { ResourceTransformations = [.. edits] });

    /// <summary>Sets settings of the stack, written <c>key=value</c> and separated by commas.</summary>
    private protected void Set(string settings)
    {
        foreach (var setting in settings.Split(','))
        {
            var (key, value) = setting.Split('=') is [var k, var v] ? (k, v) : throw new ArgumentException(setting);
            Workshop.Config = Workshop.Config.SetItem($"cloudstacks:{key}", value);
        }
    }

    /// <summary>Changed settings do these steps to what is deployed, in any order, and nothing more; the next <c>up</c> finds nothing to do.</summary>
    private protected async Task ChangesAsync(string settings, params string[] expected)
    {
        await Workshop.UpAsync(Program());
        Set(settings);
        await Workshop.UpAsync(Program());
        Assert.Equal(expected.Order(StringComparer.Ordinal), Workshop.Done.Order(StringComparer.Ordinal));
        await Workshop.UpAsync(Program());
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
    }

    /// <summary>What is deployed cannot be destroyed, and the message says why and what to do.</summary>
    private protected async Task DownFailsAsync(params string[] expected)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(Workshop.DownAsync);
        Assert.All(expected, text => Assert.Contains(text, failure.Message, StringComparison.OrdinalIgnoreCase));
    }

    private protected DeployedResource Deployed(string name) => Workshop.Store.Read().Resources.Single(resource => resource.Name == name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CloudStacks.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }
}

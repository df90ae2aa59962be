using System.Collections.Immutable;
using System.Text.Json;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models;
using CloudStacks.LocalCloud.Tests.Engine;
using CloudStacks.Shared;
using CloudStacks.Stacks;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>Any services in one stack, from the classes that each of them deploys by itself.</summary>
public sealed class SideBySideTests : IDisposable
{
    private readonly Workshop workshop = new(LocalModels.All, "side-by-side") { Folder = Path.Combine(ProgramTest.RepositoryRoot, "stacks", "side-by-side") };

    [Fact]
    public async Task AllServicesGoIntoOneStackAndOutOfIt()
    {
        Choose([.. SideBySide.Programs.Keys]);
        var state = await workshop.UpAsync(SideBySide.Deploy);
        Assert.All(SideBySide.Programs.Keys, id =>
        {
            Assert.Contains(state.Resources, resource => resource.Name == id);
            Assert.Equal((string?)state.Outputs[id]!["store"], Runbook.FromJson((string)state.Outputs[id]!["runbook"]!).Store);
        });
        await workshop.UpAsync(SideBySide.Deploy);
        Assert.Empty(workshop.Done);
        await workshop.DownAsync();
        Assert.False(Directory.Exists(workshop.Store.Folder));
    }

    [Fact]
    public async Task OnlyTheListedServicesAreDeployed()
    {
        Choose("aws-batch");
        var state = await workshop.UpAsync(SideBySide.Deploy);
        Assert.Equal(["aws-batch"], state.Outputs.Select(output => output.Key));
    }

    [Theory]
    [InlineData(null, "cloudstacks:services is missing")]
    [InlineData("[]", "cloudstacks:services = []: expected a list of service ids")]
    [InlineData("aws-batch", "cloudstacks:services = aws-batch: expected a list of service ids")]
    [InlineData("""["aws-batch",null]""", "expected a list of service ids")]
    [InlineData("""["aws-batch","aws-batch"]""", "each once")]
    [InlineData("""["aws-bath"]""", "cloudstacks:services = aws-bath: expected one of aws-batch")]
    public async Task WhatCannotBeDeployedIsNamed(string? services, string expected)
    {
        if (services is not null)
        {
            workshop.Config = workshop.Config.SetItem("cloudstacks:services", services);
        }
        var refusal = await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(SideBySide.Deploy));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => workshop.Dispose();

    private void Choose(params ImmutableArray<string> services) => workshop.Config = workshop.Config
        .SetItem("cloudstacks:services", JsonSerializer.Serialize(services))
        .SetItem("cloudstacks:artifact", WorkerZip.Folder);
}

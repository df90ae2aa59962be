using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>What Azure services build on, seen by a task and by the person at the keyboard.</summary>
public sealed class AzureCloudTests : IAsyncLifetime
{
    private const string Address = $"az://{LocalBlob.Account}/{LocalBlob.Container}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azure-test-");
    private AzureCloud _cloud = null!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await AzureCloud.StartAsync(new(LocalBlob.State(), _folder.FullName, [], FaultPlan.Parse(""), TimeProvider.System));
        await _cloud.OpenStore(Address).PutIfAbsentAsync("jobs/a b", Encoding.UTF8.GetBytes("text"));
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The worker as a process of its own: certificate, endpoint, identity and role together. The job is missing, which only who may read is told.</summary>
    [Fact]
    public async Task AWorkerFindsTheStoreByItsVariablesAlone()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "worker.dll"), "verify", "--store", Address, "--job", "j"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in _cloud.EnvironmentFor(LocalBlob.Account).Concat(_cloud.Identities.OfMachine(LocalBlob.IdentityId)))
        {
            start.Environment[name] = value;
        }
        using var worker = Process.Start(start)!;
        var said = await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"there is no job 'j' in {Address}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePersonDownloadsAndLists()
    {
        var file = Path.Combine(_folder.FullName, "report");
        Assert.Equal(0, (await RunAsync("download", "--name", "jobs/a b", "--file", file, "--output", "none", "--no-progress")).ExitCode);
        Assert.Equal("text", File.ReadAllText(file));
        var listed = JsonNode.Parse((await RunAsync("list", "--prefix", "jobs/")).Output)!.AsArray();
        Assert.Equal(("jobs/a b", 4), ((string)listed.Single()!["name"]!, (int)listed.Single()!["properties"]!["contentLength"]!));
    }

    [Theory]
    [InlineData(3, "BlobNotFound", "download", "--name", "x", "--file", "f", "--output", "none")]
    [InlineData(2, "--file", "download", "--name", "x", "--output", "none")]
    [InlineData(2, "--output none only", "download", "--name", "x", "--file", "f")]
    [InlineData(2, "--output json only", "list", "--output", "table")]
    [InlineData(2, "unrecognized arguments: --delimiter", "list", "--delimiter", "/")]
    [InlineData(2, "--prefix: expected one argument", "list", "--prefix")]
    [InlineData(2, "'storage blob delete'", "delete")]
    public async Task WhatACommandCannotDoIsRefusedByName(int exitCode, string expected, params string[] words)
    {
        var result = await RunAsync(words);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyIsNeverUsed()
    {
        var result = await _cloud.StorageCommands.ExecuteAsync(["az", "storage", "blob", "list", "--account-name", "fleet", "--container-name", "c"], TestContext.Current.CancellationToken);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("expected login", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket")]
    [InlineData("az://account")]
    public void AnotherAddressIsRefusedByName(string address) =>
        Assert.Contains($"'{address}'", Assert.Throws<EngineException>(() => _cloud.OpenStore(address)).Message, StringComparison.Ordinal);

    private Task<CommandResult> RunAsync(params string[] words) => _cloud.StorageCommands.ExecuteAsync(
        ["az", "storage", "blob", words[0], "--account-name", LocalBlob.Account, "--container-name", LocalBlob.Container, "--auth-mode", "login", .. words.Skip(1)], TestContext.Current.CancellationToken);
}

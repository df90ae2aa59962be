using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.LocalCloud.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Identity;

/// <summary>The official client finds everything by itself: endpoint, region and credentials come from the task's environment.</summary>
[Collection(nameof(ContainerCredentialsChainTests))]
[CollectionDefinition(nameof(ContainerCredentialsChainTests), DisableParallelization = true)]
public sealed class ContainerCredentialsChainTests
{
    [Fact]
    public async Task AClientWithoutAnySettingReadsAndWrites()
    {
        await using var storage = await LocalStorage.StartAsync();
        var environment = storage.Credentials.IssueFor(StateBuilder.RoleArn("worker"), "ecs-tasks.amazonaws.com");
        var before = environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            Set(environment!);
            // The default chain caches what it found, so the container provider is asked itself.
            using var s3 = new AmazonS3Client(new GenericContainerCredentials());

            await s3.PutObjectAsync(ObjectTests.Create("from/the/chain", "ok"), TestContext.Current.CancellationToken);

            Assert.Equal("ok", await ObjectTests.ReadAsync(s3, "from/the/chain"));
        }
        finally
        {
            Set(before);
        }
    }

    private static void Set(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}

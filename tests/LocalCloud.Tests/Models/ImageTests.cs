using Pulumi;
using Pulumi.Aws.Ecr;
using Pulumi.DockerBuild;
using Pulumi.DockerBuild.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class ImageTests : ModelTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("image").FullName;

    public ImageTests()
    {
        Workshop.Folder = Path.Combine(folder, "stacks", "x");
        Write("Dockerfile", "FROM scratch");
        Write(".dockerignore", "*\n!src\n**/bin\n");
        Write("src/a.cs", "a");
        Directory.CreateDirectory(Workshop.Folder);
    }

    [Fact]
    public async Task DigestFollowsTheAdmittedFilesOnly()
    {
        var first = await UpAsync("image", () => Program());
        Assert.Matches("^000000000000\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com/repo-[0-9a-f]{7}:worker@sha256:[0-9a-f]{64}$", first.Text("ref"));
        Write("src/bin/a.dll", "output of a build");
        Write("README.md", "text");
        await Workshop.UpAsync(() => Program());
        Assert.Empty(Workshop.Done);

        Write("src/a.cs", "b");
        var second = await UpAsync("image", () => Program());
        Assert.Equal(["Update image"], Workshop.Done);
        Assert.NotEqual(first.Text("digest"), second.Text("digest"));
    }

    [Fact]
    public async Task RepositoryThatHoldsImagesIsNotDeleted()
    {
        await Workshop.UpAsync(() => Program(forceDelete: false, retain: true));
        await DownFailsAsync("RepositoryNotEmptyException");
    }

    [Fact]
    public async Task ForcedRepositoryGoesWithItsImages()
    {
        await Workshop.UpAsync(() => Program(forceDelete: true, retain: true));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Workshop.Store.DataRoot, "ecr"), "*", SearchOption.AllDirectories));
        await Workshop.DownAsync();
        Assert.Empty(Workshop.Store.Read().Resources);
    }

    [Fact]
    public Task PushNeedsCredentials() => UpFailsAsync(() => Program(args => args.Registries = []), "no basic auth credentials");

    [Fact]
    public Task PushNeedsARepositoryOfTheStack() => UpFailsAsync(() => Program(args => args.Tags = ["ghcr.io/someone/x:1"]), "no repository of this stack has the address of 'ghcr.io/someone/x:1'");

    [Fact]
    public Task PlatformIsOneThatServicesRun() => UpFailsAsync(() => Program(args => args.Platforms = [Platform.Windows_amd64]), "'platforms' is 'windows/amd64'");

    [Fact]
    public Task MissingContextIsNamed() => UpFailsAsync(
        () => Program(args => args.Context = new BuildContextArgs { Location = "../../nowhere" }), $"there is no folder {Path.Combine(folder, "nowhere")}");

    private static void Program(Action<ImageArgs>? change = null, bool forceDelete = true, bool retain = false)
    {
        var repository = new Repository("repo", new() { ForceDelete = forceDelete });
        var login = GetAuthorizationToken.Invoke(new() { RegistryId = repository.RegistryId });
        var args = new ImageArgs
        {
            Context = new BuildContextArgs { Location = "../.." },
            Dockerfile = new DockerfileArgs { Location = "../../Dockerfile" },
            Platforms = { Platform.Linux_amd64 },
            Tags = { Output.Format($"{repository.RepositoryUrl}:worker") },
            Registries = { new RegistryArgs { Address = repository.RepositoryUrl, Username = login.Apply(l => l.UserName), Password = login.Apply(l => l.Password) } },
            Push = true,
        };
        change?.Invoke(args);
        _ = new Image("image", args, new() { RetainOnDelete = retain });
    }

    private void Write(string path, string content)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}

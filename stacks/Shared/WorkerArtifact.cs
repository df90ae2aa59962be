using Pulumi;

namespace CloudStacks.Shared;

/// <summary>The packaged workers that services run as code, made by <c>cloudstacks package</c>.</summary>
public static class WorkerArtifact
{
    /// <summary>The package for AWS Lambda: the worker as <c>bootstrap</c>, executable, at the root of the .zip.</summary>
    public const string Lambda = "lambda.zip";

    /// <summary>The package for Cloud Functions: the worker's sources, for the service's own build.</summary>
    public const string CloudFunction = "gcf-source.zip";

    /// <summary>The name of the program that <see cref="CloudFunction"/> is built to.</summary>
    public const string CloudFunctionName = "function";

    /// <summary>The path of a package: the setting <c>cloudstacks:artifact</c>, else <c>artifacts/worker/&lt;rid&gt;</c> of this repository.</summary>
    /// <exception cref="RunException">There is no such file; the message names the command that makes it.</exception>
    public static string Find(string file, StackSettings settings)
    {
        if (settings.Artifact is { } artifact)
        {
            artifact = Directory.Exists(artifact) ? Path.Combine(artifact, file) : artifact;
            return File.Exists(artifact) ? Path.GetFullPath(artifact) : throw new RunException($"cloudstacks:artifact = {artifact}: there is no such file; expected a packaged worker such as {file}");
        }
        var rid = settings.Platform == "linux/arm64" ? "linux-arm64" : "linux-x64";
        var path = Path.Combine(Repository(), "artifacts", "worker", rid, file);
        return File.Exists(path) ? path : throw new RunException($"{path}: the packaged worker is not there; run ./cloudstacks package --rid {rid} first");
    }

    // A program is started from its own folder or from the command line's, so the way is found from where its code lies.
    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CloudStacks.sln")))
            {
                return folder.FullName;
            }
        }
        throw new RunException($"{AppContext.BaseDirectory}: no folder above holds CloudStacks.sln, so the packaged worker cannot be found; name it with cloudstacks:artifact");
    }
}

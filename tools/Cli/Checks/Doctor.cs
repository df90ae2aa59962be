using CloudStacks.Catalog;
using CloudStacks.Cli.Tools;

namespace CloudStacks.Cli.Checks;

/// <summary>Looks for what services need, here or in the real cloud.</summary>
public sealed class Doctor(ToolRunner tools)
{
    /// <summary>Every check for these services, each thing once.</summary>
    public async Task<IReadOnlyList<Check>> ExamineAsync(IReadOnlyList<CloudService> services, bool cloud, CancellationToken cancellationToken)
    {
        var checks = new List<Check>
        {
            new(".NET", Environment.Version.ToString(), Needed: true, "everything", "https://dotnet.microsoft.com/download/dotnet/10.0"),
            new("linker", tools.Find("clang") ?? tools.Find("gcc"), Needed: false, "a native worker; without it tasks start more slowly", LinkerMend),
            new("python3", tools.Find("python3"), Needed: false, "tasks of your own in Python, run locally", "https://www.python.org/downloads/"),
        };
        if (!cloud)
        {
            return checks;
        }
        foreach (var probe in Probes(services))
        {
            checks.Add(await probe.RunAsync(tools, cancellationToken));
        }
        return checks;
    }

    private static IEnumerable<Probe> Probes(IReadOnlyList<CloudService> services)
    {
        yield return new("pulumi", ["pulumi", "version"], "up and down in the real cloud", "https://www.pulumi.com/docs/install/");
        yield return new("pulumi login", ["pulumi", "whoami"], "where Pulumi keeps the state", "pulumi login (or: pulumi login --local)");
        yield return new("docker", ["docker", "version", "--format", "{{.Server.Version}}"], "building the worker's image", "https://docs.docker.com/engine/install/ (and start it)");
        foreach (var probe in services.SelectMany(CloudProbes.For).DistinctBy(probe => probe.Name))
        {
            yield return probe;
        }
    }

    private static string LinkerMend => OperatingSystem.IsMacOS() ? "xcode-select --install" : "apt-get install clang zlib1g-dev (or your distribution's packages)";
}

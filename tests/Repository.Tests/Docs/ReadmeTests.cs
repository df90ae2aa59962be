using CloudStacks.Catalog;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Docs;

public sealed class ReadmeTests
{
    private static string Text => WorkTree.Read("README.md");

    /// <summary>The page's table is the catalog; nothing was deployed on a real cloud, and the table says so.</summary>
    [Fact]
    public void ServicesAreThoseOfTheCatalog() => Committed.Block("README.md", "services", string.Join('\n',
    [
        "| Service | `<id>` | Program | Status | Last deployed on the real cloud |",
        "| --- | --- | --- | --- | --- |",
        .. Services.All.Select(Row),
    ]));

    [Fact]
    public void EveryVerbThatItNamesExists()
    {
        var verbs = VerbNames().ToHashSet();
        var named = Text.Split('\n').Where(line => line.Contains("./cloudstacks ", StringComparison.Ordinal))
            .SelectMany(line => line.Split("./cloudstacks ").Skip(1).Select(rest => rest.Split(' ', '`', '\r')[0])).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, verb => Assert.Contains(verb, verbs));
    }

    /// <summary>Times and ids differ from run to run; what the program and the sample data decide must be as printed.</summary>
    [Fact]
    public async Task OutputOfATrialIsCurrent()
    {
        var evaluation = await EvaluatedProgram.EvaluateAsync("aws-batch");
        var resources = evaluation.Resources.Length;
        var shards = WorkTree.Files.Count(file => file.StartsWith("workloads/sample-data/", StringComparison.Ordinal));
        var tasks = Math.Min(shards, evaluation.Runbook().MaxSlices);
        Assert.All((string[])
        [
            "\n```\nlocal cloud: nothing leaves this machine, cost 0\n",
            $"\nup: {resources} create\n",
            $": {shards} shards in {tasks} tasks\n",
            $"\naws-batch: {resources} resources removed, nothing is left\n",
            $" │ {tasks} tasks for {shards} shards, ",
            $" │ {resources} created, {resources} removed\n",
        ], line => Assert.Contains(line, Text, StringComparison.Ordinal));
    }

    private static string Row(CloudService service) =>
        $"| [{service.Title}]({service.Docs}) | `{service.Id}` | {(service.Status == ServiceStatus.Working ? $"[{service.Folder}]({service.Folder}/README.md)" : "–")} | {service.Status.ToString().ToLowerInvariant()} | never |";

    private static IEnumerable<string> VerbNames() =>
        WorkTree.FilesOf("Verb.cs").Where(file => file.StartsWith("tools/Cli/Verbs/", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)[..^"Verb.cs".Length].ToLowerInvariant()).Where(verb => verb.Length > 0);
}

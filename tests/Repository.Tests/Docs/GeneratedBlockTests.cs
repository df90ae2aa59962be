using System.Globalization;
using System.Text;
using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.Repository.Tests.Support;
using CloudStacks.Shared;

namespace CloudStacks.Repository.Tests.Docs;

public sealed class GeneratedBlockTests
{
    public static TheoryData<string> Programs => [.. EvaluatedProgram.Working];

    [Theory, MemberData(nameof(Programs))]
    public async Task NumbersOfAProgramAreCurrent(string id) =>
        Committed.Block(CloudInfrastructure.Path, $"{id} program", Numbers(id, await EvaluatedProgram.EvaluateAsync(id)));

    [Theory, MemberData(nameof(Programs))]
    public async Task BillOfMaterialsIsCurrent(string id)
    {
        var counts = (await EvaluatedProgram.EvaluateAsync(id)).Counts();
        Committed.Block($"stacks/{id}/README.md", "resources", Table(["Resource type", "Number"], counts.Select(count => (string[])[$"`{count.Key}`", Text(count.Value)])));
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task RunbookInShellFormIsCurrent(string id) =>
        Committed.Block($"stacks/{id}/README.md", "runbook", $"```sh\n{ShellForm.Of((await EvaluatedProgram.EvaluateAsync(id)).Runbook())}```");

    private static string Numbers(string id, Evaluation evaluation)
    {
        var program = WorkTree.FilesOf(".cs").Where(file => file.StartsWith($"stacks/{id}/", StringComparison.Ordinal));
        var grants = PolicyStatement.In(evaluation).Where(statement => statement.Allows).ToList();
        return Table(["What the program consists of", ""],
        [
            ["resources", Text(evaluation.Custom().Count())],
            .. evaluation.Custom().CountBy(Service).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => (string[])[$"– {count.Key}", Text(count.Value)]),
            ["types of resources", Text(evaluation.Counts().Count())],
            [grants.Any(grant => grant.IsRole) ? "grants of an IAM role" : "IAM statements that allow something", Text(grants.Count)],
            [grants.Any(grant => grant.IsRole) ? "roles that they name" : "actions that they name", Text(grants.SelectMany(grant => grant.Actions).Distinct().Count())],
            ["settings, all with defaults", Text(SettingKeys.All.Count)],
            ["lines of C# in the program", Text(Lines(program))],
            ["official CLIs for a run in the cloud", $"`pulumi`, {string.Join(", ", Tools(evaluation.Runbook()).Select(tool => $"`{tool}`"))}"],
        ]);
    }

    // "aws:ec2/vpc:Vpc" belongs to "aws ec2"; a package of one module is known by its own name.
    private static string Service(DeployedResource resource) =>
        resource.Type.Split(':', '/') is [var package, var module, ..] && module != "index" ? $"{package} {module}" : resource.Type.Split(':')[0];

    private static IEnumerable<string> Tools(Runbook runbook) =>
        new[] { runbook.Publish, runbook.Submit, runbook.Watch, runbook.Logs, runbook.Report, runbook.Cancel, runbook.Leftovers }
            .SelectMany(phase => phase).Select(step => step.Argv[0]).Distinct().Order(StringComparer.Ordinal);

    private static int Lines(IEnumerable<string> files) => files.Sum(file => File.ReadAllLines(WorkTree.Full(file)).Length);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Table(string[] head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in (IEnumerable<string[]>)[head, [.. head.Select(_ => "---")], .. rows])
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }
        return text.ToString();
    }
}

using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Models;
using CloudStacks.LocalCloud.Tests.Engine;
using CloudStacks.LocalCloud.Tests.Lambda;

namespace CloudStacks.LocalCloud.Tests.AwsLambda;

/// <summary>The program aws-lambda as deployed, with a shell script in the place of the worker.</summary>
internal sealed class TicketStack : IAsyncDisposable
{
    private const string Executable = """
        done_with() { answer $1 '{"batchItemFailures":[]}'; }
        fail_items() { answer $1 "{\"batchItemFailures\":[$(printf %s "$event" | grep -o '"messageId":"[^"]*"' | sed 's/messageId/itemIdentifier/; s/.*/{&}/' | paste -sd, -)]}"; }
        """;

    private readonly Workshop _workshop;
    private readonly LocalSession _session;

    private TicketStack(Workshop workshop, LocalSession session) => (_workshop, _session) = (workshop, session);

    /// <summary>Deploys the program; its function runs <c>handle id</c> with the event in $event.</summary>
    public static async Task<Workshop> DeployAsync(string handle, string settings = "")
    {
        Assert.SkipUnless(FunctionStack.HasCurl, "curl is not on PATH; the shell script that is the function here calls it");
        var workshop = new Workshop(LocalModels.All, "aws-lambda") { Folder = AppContext.BaseDirectory };
        var zip = Path.Combine(workshop.Home, "own.zip");
        await File.WriteAllBytesAsync(zip, FunctionStack.Zip([("bootstrap", $"#!/bin/sh\n{Executable}\nhandle() {{\n{handle}\n}}\n{FunctionStack.Loop}\n", 0b111_101_101)]), TestContext.Current.CancellationToken);
        workshop.Config = workshop.Config.Add("cloudstacks:artifact", zip);
        foreach (var setting in settings.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            workshop.Config = workshop.Config.SetItem($"cloudstacks:{setting.Split('=')[0]}", setting.Split('=')[1]);
        }
        await workshop.UpAsync(() => new CloudStacks.Stacks.AwsLambda("aws-lambda").Outputs);
        return workshop;
    }

    /// <summary>Takes the resources of a type out of the state, as somebody does who deletes them by hand.</summary>
    public static void Forget(Workshop workshop, string type)
    {
        var file = Path.Combine(workshop.Store.Folder, "state.json");
        var state = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        state["resources"]!.AsArray().RemoveAll(resource => (string?)resource!["type"] == type);
        File.WriteAllText(file, state.ToJsonString());
    }

    public static async Task<TicketStack> OpenAsync(Workshop workshop, string faults = "") =>
        new(workshop, await LocalSession.OpenAsync(new(workshop.Store, ["/bin/false"], FaultPlan.Parse(faults), TimeProvider.System), TestContext.Current.CancellationToken));

    public string? WhyWaiting() => _session.WhyWaiting();

    public async Task PutAsync(params string[] keys)
    {
        var store = _session.OpenStore((string)_workshop.Store.Read().Outputs["store"]!);
        foreach (var key in keys)
        {
            await store.PutIfAbsentAsync(key, Stream.Null, TestContext.Current.CancellationToken);
        }
    }

    public Task<CommandResult> Aws(params string[] arguments) => _session.ExecuteAsync(["aws", .. arguments], TestContext.Current.CancellationToken);

    /// <summary>Waits until every ticket of the current job has one of the states.</summary>
    public async Task<IReadOnlyList<TaskAttempts>> EndAsync(int tickets, params string[] states)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var attempts = _session.Attempts();
            if (attempts.Count == tickets && attempts.All(task => (states is [] ? ["succeeded", "failed"] : states).Contains(task.Status)))
            {
                return attempts;
            }
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"still {string.Join("; ", _session.Attempts())}: {_session.WhyWaiting()}\n{string.Join('\n', await LogAsync())}");
    }

    /// <summary>What the function wrote, line by line.</summary>
    public async Task<IReadOnlyList<string>> LogAsync()
    {
        var group = _workshop.Store.Read().OfType("aws:cloudwatch/logGroup:LogGroup").Single().Text("name")!;
        var events = System.Text.Json.Nodes.JsonNode.Parse((await Aws("logs", "filter-log-events", "--log-group-name", group)).Output)!["events"]!;
        return [.. events.AsArray().Select(entry => (string)entry!["message"]!)];
    }

    /// <summary>Waits until the queue of tickets holds nothing, the test event included.</summary>
    public async Task EmptyAsync()
    {
        while (await CountAsync("aws-lambda-tickets-queue") != (0, 0))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>How many messages a queue holds, visible and in flight.</summary>
    public async Task<(int Visible, int InFlight)> CountAsync(string queue)
    {
        var url = _workshop.Store.Read().Resources.Single(resource => resource.Name == queue).Id;
        var attributes = System.Text.Json.Nodes.JsonNode.Parse((await Aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All")).Output)!["Attributes"]!;
        return (Number(attributes["ApproximateNumberOfMessages"]), Number(attributes["ApproximateNumberOfMessagesNotVisible"]));
        static int Number(System.Text.Json.Nodes.JsonNode? text) => int.Parse((string)text!, System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}

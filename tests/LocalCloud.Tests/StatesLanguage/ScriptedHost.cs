using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Tests.StatesLanguage;

/// <summary>Answers tasks from a script: JSON, or <c>!Error: cause</c>; waits on its clock.</summary>
internal sealed class ScriptedHost(TimeProvider clock, params string[] answers) : IStateHost
{
    private readonly Queue<string> _answers = new(answers);

    public TimeProvider Clock => clock;

    /// <summary>What the tasks were given.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The states in order.</summary>
    public List<string> States { get; } = [];

    public static async Task<string> RunAsync(JsonObject definition, string input, ScriptedHost host)
    {
        var machine = DefinitionReader.Read(definition.ToJsonString());
        var output = await new Interpreter(machine.Flow, [], host).RunAsync(machine.Flow.StartAt, JsonNode.Parse(input), TestContext.Current.CancellationToken);
        return Payload.Text(output);
    }

    public void Entered(State state, JsonNode? input) => States.Add(state.Name);

    public void Exited(State state, JsonNode? output)
    {
    }

    public async Task<JsonNode?> InvokeAsync(TaskState task, JsonNode? parameters, CancellationToken cancellationToken)
    {
        Asked.Add(Payload.Text(parameters));
        var answer = _answers.Dequeue();
        if (answer == "never")
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        return answer is ['!', .. var error] ? throw new StateError(error.Split(": ")[0], error.Split(": ")[1]) : new JsonObject { ["Payload"] = JsonNode.Parse(answer), ["StatusCode"] = 200 };
    }

    public Task<JsonNode?> MapAsync(MapState map, JsonNode? input, CancellationToken cancellationToken) => throw new NotSupportedException();

    public double Jitter(State state, int retry) => 0;
}

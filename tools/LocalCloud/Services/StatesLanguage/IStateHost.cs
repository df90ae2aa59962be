using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>What an interpreter runs on: it invokes functions, runs maps, keeps what happened and waits.</summary>
internal interface IStateHost
{
    TimeProvider Clock { get; }

    /// <summary>A state begins; whoever resumes the flow resumes it here.</summary>
    void Entered(State state, JsonNode? input);

    /// <summary>A state is over.</summary>
    void Exited(State state, JsonNode? output);

    /// <summary>Invokes a function and gives the result in its wrapper. Throws <see cref="StateError"/>.</summary>
    Task<JsonNode?> InvokeAsync(TaskState task, JsonNode? parameters, CancellationToken cancellationToken);

    /// <summary>Runs a map over its items. Throws <see cref="StateError"/>.</summary>
    Task<JsonNode?> MapAsync(MapState map, JsonNode? input, CancellationToken cancellationToken);

    /// <summary>A number in [0, 1) for the pause before a state's retry, the same in every run with the same seed.</summary>
    double Jitter(State state, int retry);
}

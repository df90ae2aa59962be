using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;

/// <summary>A function as it stands in the state. The Cloud Run service under it has its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Project">Its project.</param>
/// <param name="Location">Its region.</param>
/// <param name="Settings">What the program says about it.</param>
/// <param name="Outputs">What the provider answers.</param>
internal sealed record DeployedFunction(string Name, string Project, string Location, FunctionSettings Settings, JsonObject Outputs)
{
    /// <summary>All functions of a stack. Throws <see cref="FormatException"/> naming what cannot be honoured.</summary>
    public static IReadOnlyList<DeployedFunction> Read(StackState state) => [.. state.OfType(GcpNames.Function).Select(function => new DeployedFunction(
        function.Text("name")!, function.Text("project")!, function.Text("location")!, FunctionReader.Read(function.Inputs), function.Outputs))];

    /// <summary>The service as grants name it.</summary>
    public string Service => $"projects/{Project}/locations/{Location}/services/{Name}";

    /// <summary>The name of its trigger.</summary>
    public string? TriggerName => ((string?)Outputs["eventTrigger"]?["trigger"])?.Split('/')[^1];

    /// <summary>The name of the subscription that Eventarc makes for its trigger.</summary>
    public string Subscription => $"eventarc-{Location}-{TriggerName}-sub-000";
}

/// <summary>What a program says about a function: the members that the local cloud honours.</summary>
internal sealed record FunctionSettings
{
    /// <summary>Where the source is.</summary>
    public required (string Bucket, string Name) Source { get; init; }

    /// <summary>The name of what the build starts.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>The repository for the images; null is one that the service makes and keeps.</summary>
    public string? DockerRepository { get; init; }

    /// <summary>The e-mail address of the account that builds; null is the project's default account.</summary>
    public string? Builder { get; init; }

    /// <summary>The e-mail address of the account that it runs as; null is the project's default account.</summary>
    public string? ServiceAccount { get; init; }

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How many instances run at most.</summary>
    public int MaxInstances { get; init; }

    /// <summary>How many requests an instance gets at once.</summary>
    public int Concurrency { get; init; }

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>What calls it; null is nothing.</summary>
    public EventTrigger? Trigger { get; init; }
}

/// <summary>An Eventarc trigger for new objects.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Region">Where the trigger is; null is where the function is.</param>
/// <param name="Retry">Whether an event that is not acknowledged comes back.</param>
/// <param name="Account">The e-mail address of the account that receives events and calls the function; null is the project's default account.</param>
internal sealed record EventTrigger(string Bucket, string? Region, bool Retry, string? Account);

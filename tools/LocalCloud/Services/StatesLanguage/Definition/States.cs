using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

/// <summary>A state machine as far as the local cloud models the language. https://states-language.net/spec.html</summary>
/// <param name="Flow">Its states.</param>
/// <param name="TimeoutSeconds">How long an execution may take; null is for ever.</param>
internal sealed record Machine(Flow Flow, int? TimeoutSeconds);

/// <summary>States and where they begin: of a machine, or of what a map does with each item.</summary>
internal sealed record Flow(string StartAt, ImmutableDictionary<string, State> States);

/// <summary>One state.</summary>
internal abstract record State(string Name);

/// <summary>Ends the execution as failed; each text stands there or is read from the input.</summary>
internal sealed record FailState(string Name, string? Error, ReferencePath? ErrorPath, string? Cause, ReferencePath? CausePath) : State(Name);

/// <summary>A state that gives a result, or fails and may be tried again or caught.</summary>
internal abstract record WorkState(string Name) : State(Name)
{
    /// <summary>The state that follows; null ends the flow.</summary>
    public string? Next { get; init; }

    /// <summary>Where the result goes in the input; null throws it away.</summary>
    public ReferencePath? ResultPath { get; init; } = ReferencePath.Whole;

    /// <summary>What of that is the output.</summary>
    public ReferencePath OutputPath { get; init; } = ReferencePath.Whole;

    public ImmutableArray<Retrier> Retry { get; init; } = [];

    public ImmutableArray<Catcher> Catch { get; init; } = [];
}

/// <summary>Invokes a Lambda function (<c>arn:aws:states:::lambda:invoke</c>) and waits for its answer.</summary>
internal sealed record TaskState(string Name, PayloadTemplate Parameters, int? TimeoutSeconds) : WorkState(Name);

/// <summary>What follows an error that nobody retries any more.</summary>
/// <param name="Errors">The errors it is for.</param>
/// <param name="ResultPath">Where <c>{Error, Cause}</c> goes in the input.</param>
/// <param name="Next">The state that follows.</param>
internal sealed record Catcher(ImmutableArray<string> Errors, ReferencePath ResultPath, string Next);

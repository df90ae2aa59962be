namespace CloudStacks.LocalCloud.Engine;

/// <summary>What happens to a resource in a plan.</summary>
public enum Operation
{
    Same,
    Create,
    Update,
    /// <summary>The successor is created; the old resource goes at the end of the deployment.</summary>
    Replace,
    /// <summary>An old resource goes before its successor is created.</summary>
    DeleteReplaced,
    Delete,
}

/// <summary>How far a step is.</summary>
public enum StepStatus { Started, Done, Failed }

/// <summary>Progress of a deployment.</summary>
/// <param name="Resource">The resource that the step is about.</param>
/// <param name="Operation">What happens to it.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Elapsed">Time since the step started.</param>
public sealed record EngineEvent(DeployedResource Resource, Operation Operation, StepStatus Status, TimeSpan Elapsed);

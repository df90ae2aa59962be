using Pulumi;

namespace CloudStacks.Shared;

/// <summary>
/// One service's reference deployment of the parallel job. Programs are components, so that one stack can compose several of
/// them for a comparison.
/// </summary>
public abstract class ReferenceDeployment : ComponentResource
{
    /// <param name="service">The service id, such as <c>aws-batch</c>: folder, Pulumi project and CLI argument.</param>
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="options">The component's options.</param>
    protected ReferenceDeployment(string service, string name, ComponentResourceOptions? options)
        : base($"cloudstacks:stacks:{service}", name, options)
    {
    }

    /// <summary>Where the job lives, as the worker writes it, such as <c>s3://bucket</c>.</summary>
    public abstract Output<string> Store { get; }

    /// <summary>How the stack is used, as the JSON of a <see cref="Shared.Runbook"/>.</summary>
    public abstract Output<string> Runbook { get; }

    /// <summary>The stack's outputs.</summary>
    public IDictionary<string, object?> Outputs => new Dictionary<string, object?>
    {
        ["store"] = Store,
        ["runbook"] = Runbook,
    };
}

using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource made of others, which are its children.</summary>
public class ComponentResource : Resource
{
    /// <summary>Declares a component of a type under a name.</summary>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Declares a component with inputs. A remote one is built by a provider, which also gives its outputs.</summary>
    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions(), remote) =>
        IsRemote = remote;

    internal bool IsRemote { get; }

    /// <summary>Says that the component is complete; its outputs are the properties marked <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs() => RegisterOutputs(
        OutputProperties.Of(GetType())
            .Where(output => output.Property.Name != nameof(Urn))
            .ToDictionary(output => output.Name, output => output.Property.GetValue(this)));

    /// <summary>Says that the component is complete, with these outputs.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <summary>Says that the component is complete, with these outputs.</summary>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Says that the component is complete, with these outputs.</summary>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var deployment = Deployment.Instance.Deployment;
        deployment.Tasks.Track(OutputRegistration.RunAsync(deployment, this, outputs));
    }
}

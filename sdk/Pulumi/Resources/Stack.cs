using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A program as a class: its constructor declares the resources, its output properties are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    /// <summary>The root of all resources of a program.</summary>
    public Stack(StackOptions? options = null) : base(TypeToken, StackName(), ToComponentOptions(options)) =>
        Deployment.Instance.Deployment.Stack = this;

    /// <summary>Registers the output properties. Throws <see cref="RunException"/> that names those without a value.</summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = OutputProperties.Of(GetType())
            .Where(output => !output.Property.DeclaringType!.IsAssignableFrom(typeof(Stack)))
            .ToDictionary(output => output.Name, output => output.Property.GetValue(this));
        var unassigned = outputs.Where(output => output.Value is null).Select(output => output.Key).ToList();
        if (unassigned.Count > 0)
            throw new RunException($"The stack's outputs '{string.Join("', '", unassigned)}' have no value: assign them in the constructor.");
        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList();
        if (wrong.Count > 0)
            throw RunException.OutputsHaveIncorrectType(wrong);
        RegisterOutputs(outputs);
    }

    private static string StackName() => $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}";

    private static ComponentResourceOptions? ToComponentOptions(StackOptions? options) => options is null
        ? null
        : new ComponentResourceOptions { ResourceTransformations = options.ResourceTransformations };
}

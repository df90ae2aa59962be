using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions;

/// <summary>A state machine that the stack declares.</summary>
internal sealed record StateMachine(string Arn, string Name, string RoleArn, Machine Definition)
{
    public const string Type = "aws:sfn/stateMachine:StateMachine";
    public const string Principal = "states.amazonaws.com";

    /// <summary>The machines of a stack. Throws <see cref="FormatException"/> naming what a definition has that is not modelled.</summary>
    public static IEnumerable<StateMachine> In(StackState state) => state.OfType(Type).Select(resource =>
        new StateMachine(resource.Text("arn")!, resource.Text("name")!, resource.Text("roleArn")!, DefinitionReader.Read(resource.Text("definition")!)));
}

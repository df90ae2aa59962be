namespace CloudStacks.LocalCloud.Services.AwsStepFunctions;

/// <summary>ARNs of Step Functions, made from a machine's. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-data.html</summary>
internal static class StateMachineArn
{
    /// <summary>An execution that somebody starts.</summary>
    public static string Execution(string machine, string name) => $"{Of(machine, "execution")}:{name}";

    /// <summary>The machine under the name that a map's children have: <c>…:stateMachine:name/label</c>.</summary>
    public static string Labelled(string machine, string label) => $"{machine}/{label}";

    /// <summary>A run of a map.</summary>
    public static string MapRun(string machine, string label, string id) => $"{Of(machine, "mapRun")}/{label}:{id}";

    /// <summary>The name of a machine, without a label.</summary>
    public static string NameOf(string machine) => machine[(machine.LastIndexOf(':') + 1)..].Split('/')[0];

    /// <summary>What an ARN ends in.</summary>
    public static string IdOf(string arn) => arn[(arn.LastIndexOf(':') + 1)..];

    private static string Of(string machine, string kind) => machine.Replace(":stateMachine:", $":{kind}:", StringComparison.Ordinal);
}

using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>A command of <c>aws ecs</c>.</summary>
internal abstract class EcsCommand(string name, params AwsOption[] options) : AwsCommand
{
    /// <summary>Reads and refuses requests as the service does.</summary>
    public static AwsRequest Request { get; } = new("InvalidParameterException");

    public override string Service => "ecs";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => options;
}

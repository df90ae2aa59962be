using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>A command of <c>aws batch</c>.</summary>
internal abstract class BatchCommand(string name, params AwsOption[] options) : AwsCommand
{
    /// <summary>Reads and refuses requests as the service does.</summary>
    public static AwsRequest Request { get; } = new("ClientException");

    public override string Service => "batch";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => options;
}

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>An <c>aws</c> command that ends with something other than success, with the exit codes of the AWS CLI.</summary>
/// <remarks>Exit codes: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html</remarks>
internal abstract class AwsRefusal(string message) : Exception(message)
{
    /// <summary>What the command prints and returns.</summary>
    public abstract CommandResult ToResult(string operation);
}

/// <summary>The command line itself is wrong, or asks for something that the local cloud does not model: exit code 252.</summary>
internal sealed class AwsUsageException(string message) : AwsRefusal(message)
{
    public override CommandResult ToResult(string operation) => new(252, "", $"aws: error: {Message}\n");
}

/// <summary>The service refuses the request: exit code 254.</summary>
internal sealed class AwsServiceException(string code, string message) : AwsRefusal(message)
{
    /// <summary>The service's error code, such as <c>ClientException</c>.</summary>
    public string Code { get; } = code;

    public override CommandResult ToResult(string operation) =>
        new(254, "", $"\nAn error occurred ({Code}) when calling the {operation} operation: {Message}\n");
}

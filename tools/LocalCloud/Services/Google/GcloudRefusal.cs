namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>A <c>gcloud</c> command that ends with something other than success.</summary>
/// <remarks>Exit codes: https://docs.cloud.google.com/sdk/docs/scripting-gcloud</remarks>
internal abstract class GcloudRefusal(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The command line itself is wrong, or asks for something that the local cloud does not model: exit code 2.</summary>
internal sealed class GcloudUsageException(string message) : GcloudRefusal(message, 2);

/// <summary>The service refuses the request: exit code 1.</summary>
internal sealed class GcloudServiceException(string message) : GcloudRefusal(message, 1)
{
    public static GcloudServiceException NotFound(string what) => new($"NOT_FOUND: {what} could not be found");

    public static GcloudServiceException Invalid(string message) => new($"INVALID_ARGUMENT: {message}");
}

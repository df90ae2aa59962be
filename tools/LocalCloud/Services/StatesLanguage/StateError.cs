namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>A state failed: the error name that Retry and Catch compare, and the cause for people.</summary>
/// <remarks>Names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html</remarks>
internal sealed class StateError(string error, string cause) : Exception($"{error}: {cause}")
{
    public const string All = "States.ALL";
    public const string TaskFailed = "States.TaskFailed";
    public const string Timeout = "States.Timeout";
    public const string Permissions = "States.Permissions";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string Runtime = "States.Runtime";
    public const string ParameterPathFailure = "States.ParameterPathFailure";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";
    public const string ItemReaderFailed = "States.ItemReaderFailed";
    public const string ResultWriterFailed = "States.ResultWriterFailed";
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";

    /// <summary>Such as <c>States.Timeout</c> or what a function reported.</summary>
    public string Error { get; } = error;

    public string Cause { get; } = cause;

    /// <summary>Whether a retrier or catcher with these names is for it. Two errors are for nobody: States.ALL leaves them out.</summary>
    public bool Matches(IReadOnlyCollection<string> names) =>
        names.Contains(Error)
        || (names.Contains(All) && Error is not (DataLimitExceeded or Runtime))
        || (names.Contains(TaskFailed) && Error != Timeout);
}

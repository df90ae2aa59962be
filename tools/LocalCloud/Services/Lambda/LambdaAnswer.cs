namespace CloudStacks.LocalCloud.Services.Lambda;

/// <summary>What an invocation gives: the function's answer, the function's error, or a refusal before the function ran.</summary>
internal sealed record LambdaAnswer
{
    /// <summary>The JSON that the function answered, or that describes its error; <c>null</c> where it never ran.</summary>
    public string Payload { get; private init; } = "null";

    /// <summary>Set where the function ran and failed; the API answers 200 all the same.</summary>
    public FunctionError? Error { get; private init; }

    /// <summary>Set where the function did not run.</summary>
    public InvokeRefusal? Refusal { get; private init; }

    /// <summary>Whether the function ran and answered.</summary>
    public bool Succeeded => Error is null && Refusal is null;

    public static LambdaAnswer Of(string payload) => new() { Payload = payload };

    public static LambdaAnswer Failed(FunctionError error, string payload) => new() { Payload = payload, Error = error };

    public static LambdaAnswer Refused(string code, string message) => new() { Refusal = new(code, message) };
}

/// <summary>How a function failed.</summary>
/// <param name="Type">Such as <c>Transient</c> from the worker, or <c>Runtime.ExitError</c>, <c>Sandbox.Timedout</c> from the service.</param>
/// <param name="Message">What happened.</param>
/// <param name="Reported">The function told it through the Runtime API; else it crashed or ran out of time.</param>
internal sealed record FunctionError(string Type, string Message, bool Reported);

/// <summary>Why a function was not run: an error of the Invoke API (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html).</summary>
/// <param name="Code">Such as <c>TooManyRequestsException</c>.</param>
/// <param name="Message">What is wrong, with the missing link.</param>
internal sealed record InvokeRefusal(string Code, string Message)
{
    public const string NotFound = "ResourceNotFoundException";
    public const string AccessDenied = "AccessDeniedException";
    public const string TooManyRequests = "TooManyRequestsException";
    public const string RequestTooLarge = "RequestTooLargeException";
    public const string InvalidRequest = "InvalidRequestContentException";
    public const string InvalidImage = "InvalidImage";

    /// <summary>Whether the same call may succeed a moment later.</summary>
    public bool Throttled => Code == TooManyRequests;
}

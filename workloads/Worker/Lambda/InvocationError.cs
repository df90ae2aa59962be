namespace CloudStacks.Worker.Lambda;

/// <summary>How an invocation failed, as the Runtime API takes it; state machines choose their retries by the type.</summary>
/// <param name="ErrorType">The name of one of <see cref="ExitCodes"/>, such as <c>Transient</c>.</param>
/// <param name="ErrorMessage">What happened.</param>
sealed record InvocationError(string ErrorType, string ErrorMessage)
{
    public static InvocationError Of(Exception e)
    {
        var (exitCode, words) = WorkerProgram.Explain(e);
        return new(NameOf(exitCode), words);
    }

    public static string NameOf(int exitCode) => exitCode switch
    {
        ExitCodes.Usage => nameof(ExitCodes.Usage),
        ExitCodes.BadInput => nameof(ExitCodes.BadInput),
        ExitCodes.Transient => nameof(ExitCodes.Transient),
        ExitCodes.AccessDenied => nameof(ExitCodes.AccessDenied),
        ExitCodes.Interrupted => nameof(ExitCodes.Interrupted),
        _ => nameof(ExitCodes.Inconsistent),
    };
}


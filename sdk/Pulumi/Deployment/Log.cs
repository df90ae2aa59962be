namespace Pulumi;

/// <summary>
/// Messages of the program to its engine. An error makes the evaluation fail at its end; the embedded SDK has no engine
/// that would show the others, so it drops them, as the official SDK does under test.
/// </summary>
public static class Log
{
    /// <summary>A message for whoever debugs the program.</summary>
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Drop();

    /// <summary>A message for information.</summary>
    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Drop();

    /// <summary>A message that something may be wrong.</summary>
    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Drop();

    /// <summary>An error: the program goes on, and fails at its end.</summary>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Deployment.Instance.Deployment.Errors.Add(message);

    /// <summary>An exception as an error.</summary>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Error(exception.ToString(), resource, streamId, ephemeral);
    }

    // A log call outside of a deployment is a mistake of the program, whatever its severity.
    private static void Drop() => _ = Deployment.Instance;
}

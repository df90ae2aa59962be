namespace Pulumi;

/// <summary>A fault while logging another.</summary>
public class LogException : Exception
{
    /// <summary>A fault while logging, with its cause.</summary>
    public LogException(Exception exception) : base($"Logging failed: {exception?.Message}", exception)
    {
    }
}

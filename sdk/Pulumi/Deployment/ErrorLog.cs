namespace Pulumi.Serialization;

/// <summary>What went wrong in an evaluation.</summary>
internal sealed class ErrorLog
{
    private readonly List<string> _messages = [];
    private readonly HashSet<Exception> _seen = new(ReferenceEqualityComparer.Instance);

    public void Add(string message)
    {
        lock (_messages)
            _messages.Add(message);
    }

    /// <summary>Adds a failure, once, however many outputs it passed through.</summary>
    public void Add(Exception exception)
    {
        lock (_messages)
        {
            if (_seen.Add(exception))
                _messages.Add(Describe(exception));
        }
    }

    /// <summary>The one error, or all of them together; nothing if all went well.</summary>
    public Exception? ToException()
    {
        lock (_messages)
        {
            return _messages switch
            {
                [] => null,
                [var message] => new RunException(message),
                _ => new AggregateException(_messages.Select(message => new RunException(message))),
            };
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        RunException => exception.Message,
        ResourceException { HideStack: true } => exception.Message,
        ResourceException => exception.ToString(),
        _ => $"The program failed with an exception that it does not handle:\n{exception}",
    };
}

namespace Pulumi.Serialization;

/// <summary>What went wrong in an evaluation.</summary>
internal sealed class ErrorLog
{
    private readonly List<string> _messages = [];

    public void Add(string message)
    {
        lock (_messages)
            _messages.Add(message);
    }

    public void Add(Exception exception) => Add(exception switch
    {
        RunException => exception.Message,
        ResourceException { HideStack: true } => exception.Message,
        ResourceException => exception.ToString(),
        _ => $"The program failed with an exception that it does not handle:\n{exception}",
    });

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
}

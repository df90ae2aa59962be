namespace CloudStacks.LocalCloud.Engine;

/// <summary>A program, a plan or a state cannot be worked with; the message says what is wrong, where, and what to do next.</summary>
public sealed class EngineException : Exception
{
    public EngineException(string message) : base(message) { }

    public EngineException(string message, Exception inner) : base(message, inner) { }
}

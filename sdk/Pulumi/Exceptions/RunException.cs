namespace Pulumi;

/// <summary>A fault of the program or its configuration that the user can mend; its message is all the user sees.</summary>
public class RunException : Exception
{
    /// <summary>A fault, with what to do about it.</summary>
    public RunException(string message) : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public RunException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>The fault that properties marked <see cref="OutputAttribute"/> are not of type <see cref="Output{T}"/>.</summary>
    public static RunException OutputsHaveIncorrectType(IEnumerable<string> outputAttributeNames) =>
        new($"The outputs '{string.Join("', '", outputAttributeNames)}' are not of type Output<T>: change the type of the properties marked [Output].");
}

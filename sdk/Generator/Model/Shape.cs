namespace CloudStacks.Generator.Model;

/// <summary>The roles in which a nested type becomes a class of its own.</summary>
public enum Shape
{
    /// <summary>Inside the arguments of a resource.</summary>
    Args,

    /// <summary>Inside the state by which an existing resource is looked up.</summary>
    StateArgs,

    /// <summary>Inside the plain arguments of a function.</summary>
    InvokeArgs,

    /// <summary>Inside the arguments of a function that may be outputs.</summary>
    InvokeInputArgs,

    /// <summary>Inside the outputs of a resource.</summary>
    Output,

    /// <summary>Inside the result of a function.</summary>
    InvokeOutput,
}

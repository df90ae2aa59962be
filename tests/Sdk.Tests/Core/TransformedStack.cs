using Pulumi;

namespace CloudStacks.Sdk.Tests.Core;

/// <summary>A stack with options, as a service provider creates it.</summary>
internal sealed class TransformedStack : Stack
{
    public TransformedStack(StackOptions options, Action program) : base(options)
    {
        program();
        Answer = Output.CreateSecret("42");
    }

    [Output("answer")]
    public Output<string> Answer { get; private set; }
}

internal sealed class Services(Func<object?> create) : IServiceProvider
{
    public object? GetService(Type serviceType) => create();
}

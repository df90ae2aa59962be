using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// The stack inside which a program runs. Its transformation sees every resource with its arguments and options, which the
/// SDK's mocks alone never show.
/// </summary>
internal sealed class EvaluationStack : Stack
{
    public EvaluationStack(Registrations registrations, PulumiProgram program)
        : base(new StackOptions { ResourceTransformations = { registrations.Record } })
    {
        try
        {
            registrations.Outputs = program();
        }
        catch (Exception e)
        {
            registrations.Fail(e);
            throw;
        }
    }
}

/// <summary>Hands the SDK the one stack that it asks for.</summary>
internal sealed class EvaluationServices(Func<EvaluationStack> create) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(EvaluationStack) ? create() : null;
}

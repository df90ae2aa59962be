using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Testing;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Runs a program once through the SDK's testing seam.</summary>
internal static class EvaluationRun
{
    // The SDK reads a deployment's settings from the process environment, in the synchronous part of the call.
    private static readonly Lock Environment = new();

    /// <summary>Throws <see cref="EngineException"/> with one sentence where the program fails.</summary>
    public static async Task RunAsync(StackProgram program, Registrations registrations, IMocks mocks, bool preview)
    {
        var failure = default(Exception);
        try
        {
            await Start(program, registrations, mocks, preview);
        }
        catch (Exception e)
        {
            failure = e;
        }
        // What went wrong first says more than what the SDK makes of it.
        if ((registrations.Failure ?? failure) is { } cause)
            throw Explain(program, cause);
    }

    private static Task<ImmutableArray<Resource>> Start(StackProgram program, Registrations registrations, IMocks mocks, bool preview)
    {
        var options = new TestOptions { ProjectName = program.Project, StackName = program.Stack, IsPreview = preview };
        var services = new EvaluationServices(() => new EvaluationStack(registrations, program.Program));
        lock (Environment)
        {
            using var config = new EnvironmentValue("PULUMI_CONFIG", JsonSerializer.Serialize(program.EffectiveConfig));
            using var secrets = new EnvironmentValue("PULUMI_CONFIG_SECRET_KEYS", JsonSerializer.Serialize(program.SecretKeys));
            return Deployment.TestWithServiceProviderAsync<EvaluationStack>(mocks, services, options);
        }
    }

    private static EngineException Explain(StackProgram program, Exception failure)
    {
        if (failure is AggregateException { InnerExceptions.Count: 1 } aggregate)
            return Explain(program, aggregate.InnerExceptions[0]);
        return failure switch
        {
            EngineException known => known,
            RunException stop => new EngineException(FirstLine(stop.Message), stop),
            _ => new EngineException($"the program {program.Project} failed: {FirstLine(failure.Message)} ({failure.GetType().Name})", failure),
        };
    }

    // The SDK appends stack traces to the messages that it passes on.
    private static string FirstLine(string message)
    {
        var trace = message.IndexOf("\n   at ", StringComparison.Ordinal);
        return (trace < 0 ? message : message[..trace]).Trim();
    }

    private sealed class EnvironmentValue : IDisposable
    {
        private readonly string name;
        private readonly string? before;

        public EnvironmentValue(string name, string value)
        {
            this.name = name;
            before = System.Environment.GetEnvironmentVariable(name);
            System.Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => System.Environment.SetEnvironmentVariable(name, before);
    }
}

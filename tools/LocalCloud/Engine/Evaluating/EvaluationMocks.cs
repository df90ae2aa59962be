using System.Collections.Immutable;
using Pulumi.Testing;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Answers the SDK's registrations and calls; keeps the first failure, which the SDK would bury in its own.</summary>
internal sealed class EvaluationMocks(
    Registrations registrations,
    Func<Registration, MockResourceArgs, Task<(string? Id, object State)>> resolve,
    Func<MockCallArgs, object> call) : IMocks
{
    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        try
        {
            if (registrations.Find(args.Type!, args.Name!) is not { } registration || !string.IsNullOrEmpty(args.Id))
                throw new EngineException($"{args.Type} '{args.Name}' is looked up, not declared; in the local cloud only what the program declares exists");
            registration.Registered = true;
            return await resolve(registration, args);
        }
        catch (Exception e)
        {
            registrations.Fail(e);
            throw;
        }
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        try
        {
            return Task.FromResult(call(args));
        }
        catch (Exception e)
        {
            registrations.Fail(e);
            throw;
        }
    }

    /// <summary>Nothing is known yet, as in a first preview.</summary>
    public static (string? Id, object State) Unknown { get; } = (null, ImmutableDictionary<string, object>.Empty);
}

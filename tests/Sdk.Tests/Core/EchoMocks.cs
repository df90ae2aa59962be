using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace CloudStacks.Sdk.Tests.Core;

/// <summary>Answers every resource with its own inputs and "name-id"; records what it was asked.</summary>
internal sealed class EchoMocks : IMocks
{
    public ConcurrentQueue<MockResourceArgs> Resources { get; } = new();

    public ConcurrentQueue<MockCallArgs> Calls { get; } = new();

    public ConcurrentQueue<MockRegisterResourceOutputsRequest> Outputs { get; } = new();

    /// <summary>The outputs of a resource; by default its inputs.</summary>
    public Func<MockResourceArgs, object> State { get; init; } = args => args.Inputs;

    public Func<MockResourceArgs, string?> Id { get; init; } = args => $"{args.Name}-id";

    public Func<MockCallArgs, object> Result { get; init; } = args => args.Args;

    public MockResourceArgs this[string name] => Resources.Single(resource => resource.Name == name);

    public ImmutableArray<string?> Order => [.. Resources.Select(resource => resource.Name)];

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Resources.Enqueue(args);
        return Task.FromResult((Id(args), State(args)));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Enqueue(args);
        return Task.FromResult(Result(args));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        Outputs.Enqueue(args);
        return Task.CompletedTask;
    }
}

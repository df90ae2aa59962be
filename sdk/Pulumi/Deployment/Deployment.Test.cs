using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>
    /// Evaluates a stack that a service provider creates, and gives its resources once all of them are registered. Throws
    /// <see cref="RunException"/>, or an <see cref="AggregateException"/> of several, if the program fails.
    /// </summary>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null) where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return EvaluateAsync(mocks, options, () => Task.FromResult((Stack)(serviceProvider.GetService(typeof(TStack)) as TStack
            ?? throw new InvalidOperationException($"The service provider has no {typeof(TStack)}: register it."))));
    }

    /// <summary>Evaluates a stack; otherwise as <see cref="TestWithServiceProviderAsync{TStack}"/>.</summary>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => EvaluateAsync(mocks, options, () => Task.FromResult((Stack)Activator.CreateInstance(
            typeof(TStack), BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, null, null)!));

    /// <summary>Evaluates a function that creates resources; gives these without the stack they are in.</summary>
    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        return TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Action)"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        var (resources, _) = await TestAsync(testMocks, testOptions, async Task<IDictionary<string, object?>> () =>
        {
            await createResources().ConfigureAwait(false);
            return new Dictionary<string, object?>();
        }).ConfigureAwait(false);
        return resources;
    }

    /// <summary>Evaluates a function that creates resources; gives these, without the stack they are in, and its result.</summary>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        return TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{IDictionary{string, object}})"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        IDictionary<string, object?> outputs = new Dictionary<string, object?>();
        var resources = await EvaluateAsync(testMocks, testOptions, async () =>
        {
            var stack = new Stack();
            outputs = await createResources().ConfigureAwait(false);
            return stack;
        }).ConfigureAwait(false);
        return ([.. resources.Where(resource => resource is not Pulumi.Stack)], outputs);
    }

    // It must stay an async method: those restore the ambient deployment for their caller. Everything up to the program's
    // first await runs before it returns, so that the caller knows which environment the configuration was read from.
    private static async Task<ImmutableArray<Resource>> EvaluateAsync(IMocks mocks, TestOptions? options, Func<Task<Stack>> createStack)
    {
        ArgumentNullException.ThrowIfNull(mocks);
        if (Current is not null)
            throw new InvalidOperationException("A deployment is running already: a program cannot start another one.");
        var deployment = new Deployment(mocks, options);
        Ambient.Value = new DeploymentInstance(deployment);
        try
        {
            (await createStack().ConfigureAwait(false)).RegisterPropertyOutputs();
        }
        catch (Exception exception)
        {
            // The program has ended, and with it all that would have completed what its outputs wait for: waiting could last for ever.
            deployment.Errors.Add(exception);
            throw deployment.Errors.ToException()!;
        }
        foreach (var exception in await deployment.Tasks.WhenIdleAsync().ConfigureAwait(false))
            deployment.Errors.Add(exception);
        return deployment.Errors.ToException() is { } failure ? throw failure : deployment.Monitor.Resources;
    }
}

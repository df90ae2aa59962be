using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The evaluation that is running, as its program sees it.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    internal Deployment Deployment { get; }

    /// <summary>The name of the stack.</summary>
    public string StackName => Deployment.StackName;

    /// <summary>The name of the project.</summary>
    public string ProjectName => Deployment.ProjectName;

    /// <summary>The name of the organization.</summary>
    public string OrganizationName => Deployment.Options.OrganizationName ?? "organization";

    /// <summary>The folder of the project. Throws <see cref="InvalidOperationException"/> if it is not known.</summary>
    public string RootDirectory => Deployment.Options.RootDirectory
        ?? throw new InvalidOperationException("The project's folder is not known: set TestOptions.RootDirectory.");

    /// <summary>Whether this is a preview, in which outputs may be unknown.</summary>
    public bool IsDryRun => Deployment.IsDryRun;

    /// <summary>
    /// Calls a provider's function. Its result is unknown if an input is unknown, or a resource it depends on does not exist yet.
    /// </summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Invocation.RunAsync<T>(Deployment, token, args, options));

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Invoke<T>(token, args, (InvokeOptions)options);

    /// <summary>Calls a provider's function and gives the only property of its result.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(result => Invocation.Single(token, result));

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        InvokeSingle<T>(token, args, (InvokeOptions)options);

    /// <summary>Calls a provider's function and waits for its result; unknown inputs are left out.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invocation.RunNowAsync<T>(Deployment, token, args, options);

    /// <summary>Calls a provider's function that has no result.</summary>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeAsync<object>(token, args, options);

    /// <summary>Calls a provider's function and waits for the only property of its result.</summary>
    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invocation.Single(token, await InvokeAsync<ImmutableDictionary<string, T>>(token, args, options).ConfigureAwait(false));
}

namespace Pulumi.Testing;

/// <summary>Answers in place of the providers.</summary>
public interface IMocks
{
    /// <summary>
    /// The id and outputs of a resource. Without an id the resource's id is unknown; outputs that are left out are unknown in
    /// a preview and empty otherwise. A <see cref="RunException"/> refuses the resource with its message.
    /// </summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>The result of a provider's function, a dictionary.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Sees the outputs of a component or of the stack.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

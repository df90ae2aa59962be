namespace Pulumi.Testing;

/// <summary>A resource as it is registered or read.</summary>
public class MockResourceArgs
{
    /// <summary>The type token.</summary>
    public string? Type { get; set; }

    /// <summary>The name in the program.</summary>
    public string? Name { get; set; }

    /// <summary>The known inputs by the provider's names: bool, double, string, immutable arrays and dictionaries, assets, resources.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    /// <summary>The provider's URN and id, joined by <c>::</c>; empty for the default provider.</summary>
    public string? Provider { get; set; }

    /// <summary>The id of an existing resource that is read or imported; empty for an ordinary one.</summary>
    public string? Id { get; set; }
}

/// <summary>A call of a provider's function.</summary>
public class MockCallArgs
{
    /// <summary>The function's token.</summary>
    public string? Token { get; set; }

    /// <summary>The known inputs, as in <see cref="MockResourceArgs.Inputs"/>.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    /// <summary>The provider's URN and id, joined by <c>::</c>; empty for the default provider.</summary>
    public string? Provider { get; set; }
}

/// <summary>The outputs of a component or of the stack.</summary>
public class MockRegisterResourceOutputsRequest
{
    /// <summary>The component's URN.</summary>
    public readonly string Urn;

    /// <summary>The outputs by name; each says whether it is known and secret.</summary>
    public readonly ImmutableDictionary<string, Output<object?>> Outputs;

    /// <summary>The outputs of a component.</summary>
    public MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
    {
        Urn = urn;
        Outputs = outputs;
    }
}

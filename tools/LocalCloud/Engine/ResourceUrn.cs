namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// Pulumi's unique resource names, <c>urn:pulumi:stack::project::parent-type$type::name</c>
/// (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns).
/// </summary>
internal static class ResourceUrn
{
    public const string StackType = "pulumi:pulumi:Stack";

    public static string Create(string stack, string project, string? parent, string type, string name)
    {
        var chain = parent is null || TypeChain(parent) == StackType ? type : $"{TypeChain(parent)}${type}";
        return $"urn:pulumi:{stack}::{project}::{chain}::{name}";
    }

    public static string Type(string urn) => TypeChain(urn).Split('$')[^1];

    public static string Name(string urn) => urn.Split("::", 4) is [_, _, _, var name] ? name : urn;

    private static string TypeChain(string urn) => urn.Split("::", 4) is [_, _, var chain, _] ? chain : urn;
}

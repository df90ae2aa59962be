using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>A Pulumi program: declares resources and returns the stack's outputs.</summary>
public delegate IDictionary<string, object?> PulumiProgram();

/// <summary>A program with what it is deployed as.</summary>
/// <param name="Project">The Pulumi project, which is the service id.</param>
/// <param name="Stack">The stack's name.</param>
/// <param name="Program">The program.</param>
/// <param name="Config">Settings with their full keys, such as <c>cloudstacks:retries</c>.</param>
/// <param name="SecretKeys">Keys of settings that are secret.</param>
public sealed record StackProgram(
    string Project,
    string Stack,
    PulumiProgram Program,
    ImmutableDictionary<string, string> Config,
    ImmutableHashSet<string> SecretKeys)
{
    /// <summary>The program's folder, to which its relative paths refer.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>What the cloud CLIs would be configured with; stands in where the stack's settings say nothing.</summary>
    public static ImmutableDictionary<string, string> LocalDefaults { get; } =
        ImmutableDictionary<string, string>.Empty.Add("aws:region", "us-east-1").Add("gcp:project", "local-project").Add("gcp:region", "us-central1");

    /// <summary>The settings with the local defaults.</summary>
    public ImmutableDictionary<string, string> EffectiveConfig => LocalDefaults.SetItems(Config);
}

using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>
/// One evaluation of a program. This SDK is the embedded one: it evaluates programs offline, against <see cref="IMocks"/>.
/// </summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> Ambient = new();

    private Deployment(IMocks mocks, TestOptions? options)
    {
        Options = options ?? new TestOptions();
        Config = ConfigSource.FromEnvironment();
        Monitor = new MockMonitor(mocks, this);
    }

    /// <summary>The evaluation that is running. Throws <see cref="InvalidOperationException"/> outside of one.</summary>
    public static DeploymentInstance Instance => Ambient.Value ?? throw new InvalidOperationException(
        "No deployment is running: use resources and Deployment.Instance only inside a program that Deployment.RunAsync or TestAsync started.");

    internal static Deployment? Current => Ambient.Value?.Deployment;

    internal TestOptions Options { get; }

    internal ConfigSource Config { get; }

    internal MockMonitor Monitor { get; }

    internal TaskTracker Tasks { get; } = new();

    internal ErrorLog Errors { get; } = new();

    internal string ProjectName => Options.ProjectName ?? "project";

    internal string StackName => Options.StackName ?? "stack";

    internal bool IsDryRun => Options.IsPreview ?? true;

    internal Stack Stack
    {
        get => field ?? throw new InvalidOperationException("The stack does not exist yet: create resources after the Stack's own constructor has run.");
        set;
    }
}

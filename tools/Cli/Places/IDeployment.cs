using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Places;

/// <summary>One service's stack in one place: the local cloud or the real one.</summary>
public interface IDeployment
{
    /// <summary>The service id.</summary>
    string Service { get; }

    /// <summary>The stack's name.</summary>
    string Name { get; }

    /// <summary>The line that says where this happens and what it costs.</summary>
    string Banner { get; }

    /// <summary>The folder of this stack's run records and settings.</summary>
    string Folder { get; }

    /// <summary>The folder for reports, which outlive the stack.</summary>
    string ReportFolder { get; }

    /// <summary>Whether a job may have been started on the stack.</summary>
    bool MayHaveRun { get; }

    /// <summary>How often to look how far a job is.</summary>
    TimeSpan PollInterval { get; }

    Task<ChangeCounts> PreviewAsync(ConfigChanges config, CancellationToken cancellationToken);

    Task<ChangeCounts> UpAsync(ConfigChanges config, CancellationToken cancellationToken);

    /// <summary>The stack's outputs; null where nothing is deployed.</summary>
    Task<JsonObject?> OutputsAsync(CancellationToken cancellationToken);

    /// <summary>Opens what runs jobs; the stack must be deployed.</summary>
    Task<ISession> OpenAsync(FaultPlan faults, CancellationToken cancellationToken);

    /// <summary>Removes every resource and the stack itself.</summary>
    Task<ChangeCounts> DownAsync(CancellationToken cancellationToken);

    /// <summary>What is left after <see cref="DownAsync"/> and is not listed residue, each as a line.</summary>
    Task<IReadOnlyList<string>> FindLeftoversAsync(Runbook? runbook, CancellationToken cancellationToken);
}

using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>One verb of <c>kubectl</c> that the local cloud answers.</summary>
internal abstract class KubectlCommand(string verb, params KubectlFlag[] flags)
{
    public string Verb => verb;

    public IReadOnlyList<KubectlFlag> Flags => flags;

    /// <summary>Answers with what is printed. Refuses with a <see cref="KubectlRefusal"/>.</summary>
    public abstract Task<string> ExecuteAsync(KubectlArguments arguments, CancellationToken cancellationToken);

    /// <summary>Whether a word names a kind, in the forms that kubectl takes.</summary>
    protected static bool IsKind(string word, string singular) => word == singular || word == singular + "s" || (singular == "job" && word is "job.batch" or "jobs.batch");

    /// <summary>The Job of a name.</summary>
    protected static JobRecord Find(ObjectTable table, KubectlArguments arguments, string name) =>
        table.Find(arguments.Namespace, name) ?? throw KubectlRefusal.NotFound("jobs.batch", name);
}

/// <summary>Routes <c>kubectl</c> lines by their verb.</summary>
internal sealed class KubectlCommandSet(IReadOnlyList<KubectlCommand> commands) : ICommandHandler
{
    /// <inheritdoc/>
    public bool Handles(IReadOnlyList<string> argv) => argv is ["kubectl", ..];

    /// <inheritdoc/>
    public async Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var command = commands.FirstOrDefault(candidate => argv.Count > 1 && candidate.Verb == argv[1])
                ?? throw new KubectlRefusal($"unknown command \"{argv.ElementAtOrDefault(1)}\" for \"kubectl\"; the local cloud models {string.Join(", ", commands.Select(known => known.Verb))}");
            return new(0, await command.ExecuteAsync(new(command.Flags, [.. argv.Skip(2)]), cancellationToken));
        }
        catch (KubectlRefusal refusal)
        {
            return new(1, "", refusal.Message.StartsWith("Error from server", StringComparison.Ordinal) ? refusal.Message + "\n" : $"error: {refusal.Message}\n");
        }
    }
}

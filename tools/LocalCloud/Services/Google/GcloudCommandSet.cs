namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>Routes <c>gcloud</c> lines to commands by their words.</summary>
/// <param name="project">The stack's project; a line that names another is refused.</param>
/// <param name="commands">The commands.</param>
internal sealed class GcloudCommandSet(string project, IReadOnlyList<GcloudCommand> commands) : ICommandHandler
{
    /// <inheritdoc/>
    public bool Handles(IReadOnlyList<string> argv) => argv is ["gcloud", var group, ..] && commands.Any(command => command.Name.Split(' ')[0] == group);

    /// <inheritdoc/>
    public async Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var command = commands.FirstOrDefault(candidate => argv.Skip(1).Take(candidate.Name.Count(c => c == ' ') + 1).SequenceEqual(candidate.Name.Split(' ')));
        if (command is null)
        {
            return new(2, "", $"ERROR: (gcloud) Invalid choice: '{string.Join(' ', argv.Skip(1).TakeWhile(word => !word.StartsWith('-')))}'; the local cloud models {string.Join(", ", commands.Select(known => known.Name))}\n");
        }
        try
        {
            var arguments = GcloudArguments.Parse(command.Options, [.. argv.Skip(1 + command.Name.Split(' ').Length)]);
            return arguments.Text("--project") is { } other && other != project
                ? throw new GcloudServiceException($"the project '{other}' is not the stack's, which is '{project}'")
                : new(0, await command.ExecuteAsync(arguments, cancellationToken));
        }
        catch (GcloudRefusal refusal)
        {
            return new(refusal.ExitCode, "", $"ERROR: (gcloud.{command.Name.Replace(' ', '.')}) {refusal.Message}\n");
        }
    }
}

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>Routes <c>aws service command</c> lines to the commands of some services.</summary>
internal sealed class AwsCommandSet(IEnumerable<AwsCommand> commands) : ICommandHandler
{
    private readonly ILookup<string, AwsCommand> _commands = commands.ToLookup(command => command.Service, StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Handles(IReadOnlyList<string> argv) => argv is ["aws", var service, ..] && _commands.Contains(service);

    /// <inheritdoc/>
    public Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var name = argv.Count > 2 ? argv[2] : "";
        var command = _commands[argv[1]].FirstOrDefault(candidate => candidate.Name == name);
        return Task.FromResult(command is null ? Unknown(argv[1], name) : Run(command, [.. argv.Skip(3)]));
    }

    private static CommandResult Run(AwsCommand command, IReadOnlyList<string> options)
    {
        try
        {
            var answer = command.Execute(AwsArguments.Parse($"{command.Service} {command.Name}", command.Options, options));
            return new CommandResult(0, answer is null ? "" : AwsJson.Print(answer));
        }
        catch (AwsRefusal refusal)
        {
            return refusal.ToResult(command.Operation);
        }
    }

    private CommandResult Unknown(string service, string name) =>
        new AwsUsageException($"the local cloud does not model 'aws {service} {name}'; it models {string.Join(", ", _commands[service].Select(command => command.Name))}").ToResult("");
}

using System.Collections.Immutable;
using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary>Answers <c>aws s3</c> and <c>aws s3api</c> as the person at the keyboard, through the endpoint and the official client.</summary>
/// <param name="s3">The S3 endpoint.</param>
/// <param name="person">Who asks.</param>
/// <param name="region">The region that requests are signed for where the command names none.</param>
public sealed class AwsS3Commands(Uri s3, SessionCredentials person, string region) : ICommandHandler
{
    private const string Usage = "usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]";

    private readonly ImmutableArray<IS3Command> _commands =
        [new CopyCommand(), new ListCommand(), new ListObjectsCommand(), new HeadObjectCommand(), new GetObjectCommand(), new HeadBucketCommand(region)];

    public bool Handles(IReadOnlyList<string> argv) => argv is ["aws", "s3" or "s3api", ..];

    public async Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        try
        {
            var name = string.Join(' ', argv.Skip(1).Take(2));
            var command = _commands.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new AwsUsageException($"the local cloud does not model 'aws {name}'; it models {string.Join(", ", _commands.Select(known => known.Name))}");
            return await RunAsync(command, AwsArguments.Parse(name, command.Options, [.. argv.Skip(3)]), cancellationToken);
        }
        catch (AwsUsageException misuse)
        {
            return new(252, "", $"\n{Usage}\n\naws: error: {misuse.Message}\n");
        }
    }

    private async Task<CommandResult> RunAsync(IS3Command command, AwsArguments line, CancellationToken cancellationToken)
    {
        using var client = new AmazonS3Client(
            new SessionAWSCredentials(person.AccessKeyId, person.SecretAccessKey, person.Token),
            new AmazonS3Config { ServiceURL = s3.AbsoluteUri, AuthenticationRegion = line.Text("--region") ?? region, ForcePathStyle = true });
        try
        {
            return await command.RunAsync(client, line, cancellationToken);
        }
        catch (AmazonS3Exception refusal)
        {
            return command.Refused(refusal, line);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(1, "", $"fatal error: {failure.Message}\n");
        }
    }
}

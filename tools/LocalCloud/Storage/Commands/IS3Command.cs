using Amazon.S3;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary>One command of <c>aws s3</c> or <c>aws s3api</c>.</summary>
internal interface IS3Command
{
    /// <summary>Both words, such as <c>s3api head-object</c>.</summary>
    string Name { get; }

    IReadOnlyList<AwsOption> Options { get; }

    /// <summary>Answers the command. What S3 refuses surfaces as <see cref="AmazonS3Exception"/>.</summary>
    Task<CommandResult> RunAsync(AmazonS3Client s3, AwsArguments line, CancellationToken cancellationToken);

    /// <summary>What the AWS CLI prints and returns where S3 refuses.</summary>
    CommandResult Refused(AmazonS3Exception refusal, AwsArguments line);
}

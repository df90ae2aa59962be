using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ecr;
using Pulumi.Aws.Lambda.Inputs;
using Function = Pulumi.Aws.Lambda.Function;
using FunctionArgs = Pulumi.Aws.Lambda.FunctionArgs;

namespace CloudStacks.Shared.Aws;

/// <summary>
/// The worker as a Lambda function, from a .zip or from an image, with a log group of its own and a role that may do no more than its work.
/// It has no network of the stack's: S3 needs none, and a function's network interfaces would hold up the stack's destruction.
/// </summary>
public sealed class AwsWorkerFunction : ComponentResource
{
    private const string Principal = "lambda.amazonaws.com";

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="args">What the function is made of.</param>
    /// <param name="options">The component's options.</param>
    public AwsWorkerFunction(string name, AwsWorkerFunctionArgs args, ComponentResourceOptions? options = null)
        : base("cloudstacks:aws:WorkerFunction", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        // The group that Lambda makes by itself never expires and would outlive the stack.
        var logs = new LogGroup($"{name}-logs", new LogGroupArgs { RetentionInDays = 7, Tags = args.Tags }, child);
        var policy = Output.Tuple(args.Store.Arn, logs.Arn, Output.All(args.Statements))
            .Apply(parts => Policy.Function(parts.Item1, parts.Item2, [.. parts.Item3]));
        var role = new AwsServiceRole($"{name}-execution", Principal, policy, args.Tags, new ComponentResourceOptions { Parent = this });

        var function = new FunctionArgs
        {
            Role = role.Arn,
            Architectures = { args.Settings.Platform == "linux/arm64" ? "arm64" : "x86_64" },
            MemorySize = args.Settings.MemoryMiB,
            Timeout = args.Settings.TaskTimeoutSeconds,
            Environment = new FunctionEnvironmentArgs
            {
                Variables = { [WorkerEnvironment.Store] = args.Store.Uri, [WorkerEnvironment.Reduce] = args.Reduce },
            },
            LoggingConfig = new FunctionLoggingConfigArgs { LogFormat = "Text", LogGroup = logs.Name },
            Tags = args.Tags,
        };
        if (args.Settings.Package == StackSettings.Zip)
        {
            UseZip(function, args.Settings);
        }
        else
        {
            UseImage(name, function, args);
        }
        var created = new Function($"{name}-function", function, child);

        Arn = created.Arn;
        Name = created.Name;
        RoleArn = role.Arn;
        LogGroup = logs.Name;
        RegisterOutputs();
    }

    /// <summary>The function's ARN.</summary>
    public Output<string> Arn { get; }

    /// <summary>The function's name.</summary>
    public Output<string> Name { get; }

    /// <summary>The ARN of the role that the function runs under.</summary>
    public Output<string> RoleArn { get; }

    /// <summary>The name of its log group.</summary>
    public Output<string> LogGroup { get; }

    /// <summary>
    /// What Lambda allows: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. Memory is the only size there is: 1 vCPU
    /// belongs to 1769 MB.
    /// </summary>
    /// <param name="service">The id of the service that runs the function.</param>
    public static ServiceLimits Limits(string service) => new(service)
    {
        MinMemoryMiB = 128,
        MaxMemoryMiB = 10_240,
        MaxParallelism = 1000,
        MaxTaskTimeoutSeconds = 900,
        Platforms = ["linux/amd64", "linux/arm64"],
        Packages = [StackSettings.Zip, StackSettings.ContainerImage],
    };

    // The runtime starts what lies as bootstrap at the root, whatever the handler says; a .zip must name one all the same.
    private static void UseZip(FunctionArgs function, StackSettings settings)
    {
        function.Runtime = "provided.al2023";
        function.Handler = "bootstrap";
        function.Code = new FileArchive(WorkerArtifact.Find(WorkerArtifact.Lambda, settings));
    }

    private void UseImage(string name, FunctionArgs function, AwsWorkerFunctionArgs args)
    {
        var image = new AwsWorkerImage($"{name}-worker", args.Settings, args.Tags, new ComponentResourceOptions { Parent = this });
        // Lambda adds this policy by itself where it may; declared, it does not depend on what the deploying identity may do.
        var pull = new RepositoryPolicy($"{name}-pull", new RepositoryPolicyArgs { Repository = image.RepositoryName, Policy = Policy.PullBy(Principal) },
            new CustomResourceOptions { Parent = this });
        function.PackageType = "Image";
        function.ImageUri = Output.Tuple(image.Reference, pull.Id).Apply(both => both.Item1);
    }
}

/// <summary>What an <see cref="AwsWorkerFunction"/> is made of.</summary>
/// <param name="Settings">What the user chose.</param>
/// <param name="Store">Where the jobs are.</param>
/// <param name="Reduce"><see cref="WorkerEnvironment.ReduceStep"/> or <see cref="WorkerEnvironment.ReduceLast"/>.</param>
/// <param name="Tags">The tags of the trial.</param>
public sealed record AwsWorkerFunctionArgs(StackSettings Settings, AwsJobStore Store, string Reduce, Dictionary<string, string> Tags)
{
    /// <summary>What the function may do besides reading and writing jobs and its own log.</summary>
    public IReadOnlyList<Output<Statement>> Statements { get; init; } = [];
}

namespace CloudStacks.Worker.Platforms;

/// <summary>
/// AWS ECS on Fargate: a task of RunTask is one slice. The service numbers nothing and limits no time, so that both stand in the task's own environment.
/// Metadata: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html.
/// </summary>
sealed class AwsEcsFargate : TaskPlatform
{
    const string Metadata = "ECS_CONTAINER_METADATA_URI_V4";

    public override string Name => "aws-ecs-fargate";

    // The containers of AWS Batch are tasks of ECS too.
    public override bool IsHere(WorkerEnvironment environment) => environment.Find(Metadata) is not null && environment.Find(AwsBatch.JobId) is null;

    public override Task<int> RunAsync(WorkerEnvironment environment, MapSlice map, CancellationToken cancellation)
    {
        // The path ends in the container's id, which no other try shares.
        var attempt = environment.Require(Metadata, "the address of the task's metadata").TrimEnd('/').Split('/')[^1];
        var slice = OwnSlice.In(environment);
        return TimeLimit.In(environment).KeepAsync(stop => map(slice, attempt, stop), cancellation);
    }
}

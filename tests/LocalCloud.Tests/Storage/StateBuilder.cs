using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>Writes a state by hand, with the outputs that a deployment would have left.</summary>
internal sealed class StateBuilder
{
    public const string Account = "123456789012";
    public const string Bucket = "fleet-data";

    private readonly List<DeployedResource> _resources = [];

    public static string RoleArn(string name) => $"arn:aws:iam::{Account}:role/{name}";

    public StateBuilder Add(string type, string name, JsonObject outputs)
    {
        _resources.Add(new(
            $"urn:pulumi:test::test::{type}::{name}", type, name, name, null, outputs, outputs, [], new(), 0));
        return this;
    }

    public StateBuilder AddBucket(string name = Bucket) => Add("aws:s3/bucket:Bucket", name, new() { ["bucket"] = name, ["arn"] = $"arn:aws:s3:::{name}" });

    public StateBuilder AddBucketPolicy(string policy) =>
        Add("aws:s3/bucketPolicy:BucketPolicy", "bucket-policy", new() { ["bucket"] = Bucket, ["policy"] = policy });

    public StateBuilder AddRole(string name, params string[] statements)
    {
        AddRoleTrusting(name, """{ "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }""");
        return Add("aws:iam/rolePolicy:RolePolicy", name + "-policy", new() { ["role"] = name, ["name"] = name + "-policy", ["policy"] = Policy(statements) });
    }

    public StateBuilder AddRoleTrusting(string name, params string[] statements) =>
        Add("aws:iam/role:Role", name, new() { ["name"] = name, ["arn"] = RoleArn(name), ["assumeRolePolicy"] = Policy(statements) });

    public static string Policy(params string[] statements) =>
        $$"""{ "Version": "2012-10-17", "Statement": [ {{string.Join(", ", statements)}} ] }""";

    public static string Allow(string action, string resource) =>
        $$"""{ "Sid": "{{action.Split(':')[1]}}", "Effect": "Allow", "Action": "{{action}}", "Resource": "{{resource}}" }""";

    public StackState Build() => new("aws-batch", "test", [.. _resources], []);
}

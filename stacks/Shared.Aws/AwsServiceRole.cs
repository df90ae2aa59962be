using Pulumi;
using Pulumi.Aws;
using Pulumi.Aws.Iam;

namespace CloudStacks.Shared.Aws;

/// <summary>A role that a service of this account may take on, with one inline policy, which goes when the role goes.</summary>
public sealed class AwsServiceRole : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="service">The service principal, such as <c>ecs-tasks.amazonaws.com</c>.</param>
    /// <param name="policy">What the role may do, as a policy document.</param>
    /// <param name="tags">The tags of the trial.</param>
    /// <param name="options">The component's options.</param>
    public AwsServiceRole(string name, string service, Input<string> policy, InputMap<string> tags, ComponentResourceOptions? options = null)
        : base("cloudstacks:aws:ServiceRole", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        var role = new Role($"{name}-role", new RoleArgs
        {
            AssumeRolePolicy = GetCallerIdentity.Invoke().Apply(caller => Policy.Trust(service, caller.AccountId)),
            Tags = tags,
        }, child);
        var permissions = new RolePolicy($"{name}-policy", new RolePolicyArgs { Role = role.Id, Policy = policy }, child);

        // Whoever uses the role waits for its permissions, and on destroy is gone before they go.
        Arn = Output.Tuple(role.Arn, permissions.Id).Apply(both => both.Item1);
        Name = role.Name;
        RegisterOutputs();
    }

    /// <summary>The role's ARN, once it has its policy.</summary>
    public Output<string> Arn { get; }

    /// <summary>The role's name, for a policy that can only be written once something else is there.</summary>
    public Output<string> Name { get; }
}

using Pulumi;
using Pulumi.Aws;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Inputs;

namespace CloudStacks.Shared.Aws;

/// <summary>
/// A network without a NAT gateway's hourly price: a public subnet, tasks with a public address, nothing but HTTPS out and nothing
/// in, and S3 through a gateway endpoint, which costs nothing.
/// </summary>
public sealed class AwsNetwork : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="region">The region.</param>
    /// <param name="tags">The tags of the trial.</param>
    /// <param name="options">The component's options.</param>
    public AwsNetwork(string name, Input<string> region, InputMap<string> tags, ComponentResourceOptions? options = null)
        : base("cloudstacks:aws:Network", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        var vpc = new Vpc($"{name}-vpc", new VpcArgs
        {
            CidrBlock = "10.80.0.0/16",
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            Tags = tags,
        }, child);
        var subnet = new Subnet($"{name}-subnet", new SubnetArgs
        {
            VpcId = vpc.Id,
            CidrBlock = "10.80.0.0/18",
            AvailabilityZone = FirstZone(),
            Tags = tags,
        }, child);
        var gateway = new InternetGateway($"{name}-internet", new InternetGatewayArgs { VpcId = vpc.Id, Tags = tags }, child);
        var routes = new RouteTable($"{name}-routes", new RouteTableArgs
        {
            VpcId = vpc.Id,
            Routes = { new RouteTableRouteArgs { CidrBlock = "0.0.0.0/0", GatewayId = gateway.Id } },
            Tags = tags,
        }, child);
        var association = new RouteTableAssociation($"{name}-association", new RouteTableAssociationArgs
        {
            SubnetId = subnet.Id,
            RouteTableId = routes.Id,
        }, child);
        _ = new VpcEndpoint($"{name}-s3", new VpcEndpointArgs
        {
            VpcId = vpc.Id,
            ServiceName = Output.Format($"com.amazonaws.{region}.s3"),
            VpcEndpointType = "Gateway",
            RouteTableIds = { routes.Id },
            Tags = tags,
        }, child);
        var group = new SecurityGroup($"{name}-group", new SecurityGroupArgs
        {
            VpcId = vpc.Id,
            Description = "HTTPS out, nothing in",
            Egress = { new SecurityGroupEgressArgs { Protocol = "tcp", FromPort = 443, ToPort = 443, CidrBlocks = { "0.0.0.0/0" } } },
            Tags = tags,
        }, child);

        // A task that starts before the route is associated cannot pull its image.
        SubnetId = Output.Tuple(subnet.Id, association.Id).Apply(both => both.Item1);
        SecurityGroupId = group.Id;
        RegisterOutputs();
    }

    /// <summary>The public subnet, once it has its route.</summary>
    public Output<string> SubnetId { get; }

    /// <summary>The security group of the tasks.</summary>
    public Output<string> SecurityGroupId { get; }

    // Local zones, where an account has opted in, are listed too; most services do not run there.
    private static Output<string> FirstZone() => GetAvailabilityZones.Invoke(new GetAvailabilityZonesInvokeArgs
    {
        State = "available",
        Filters = { new GetAvailabilityZonesFilterInputArgs { Name = "opt-in-status", Values = { "opt-in-not-required" } } },
    }).Apply(zones => zones.Names[0]);
}

using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Networks (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ec2).</summary>
internal static class Ec2Models
{
    private const string Vpc = "aws:ec2/vpc:Vpc";
    private const string Subnet = "aws:ec2/subnet:Subnet";
    private const string RouteTable = "aws:ec2/routeTable:RouteTable";
    private const string Gateway = "aws:ec2/internetGateway:InternetGateway";
    private const string SecurityGroup = "aws:ec2/securityGroup:SecurityGroup";
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private const string Association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    private const string Violation = "DependencyViolation: it has dependencies and cannot be deleted.";

    private static readonly (string, string) Owner = ("ownerId", "{account}");
    private static readonly Reference InVpc = new("vpcId", Vpc, "InvalidVpcID.NotFound");

    public static IEnumerable<IResourceModel> All =>
    [
        new AwsModel(Vpc)
        {
            Id = "vpc-{hex}",
            Fixed = ["cidrBlock"],
            Mutable = ["enableDnsHostnames", "enableDnsSupport", "tags"],
            Computed =
            [
                Arn("vpc"), Owner, ("defaultSecurityGroupId", "sg-{hex:default}"), ("defaultRouteTableId", "rtb-{hex:main}"),
                ("mainRouteTableId", "rtb-{hex:main}"), ("defaultNetworkAclId", "acl-{hex:default}"),
            ],
            HeldBy = [.. new[] { Subnet, RouteTable, Gateway, SecurityGroup, Endpoint }.Select(type => new Holder(type, "vpcId", Violation))],
        },
        new AwsModel(Subnet)
        {
            Id = "subnet-{hex}",
            Fixed = ["vpcId", "cidrBlock", "availabilityZone"],
            Mutable = ["mapPublicIpOnLaunch", "tags"],
            Computed = [Arn("subnet"), Owner, ("availabilityZone", "{region}a")],
            References = [InVpc],
            HeldBy = [new(Endpoint, "subnetIds", Violation)],
        },
        new AwsModel(Gateway)
        {
            Id = "igw-{hex}",
            Mutable = ["vpcId", "tags"],
            Computed = [Arn("internet-gateway"), Owner],
            References = [InVpc],
        },
        new AwsModel(RouteTable)
        {
            Id = "rtb-{hex}",
            Fixed = ["vpcId"],
            Mutable = ["routes", "tags"],
            Computed = [Arn("route-table"), Owner],
            References = [InVpc],
            HeldBy = [new(Association, "routeTableId", Violation)],
        },
        new AwsModel("aws:ec2/route:Route")
        {
            Id = "r-{routeTableId}-{destinationCidrBlock}",
            Fixed = ["routeTableId", "destinationCidrBlock"],
            Mutable = ["gatewayId", "natGatewayId"],
            Computed = [("origin", "CreateRoute"), ("state", "active")],
            References = [new("routeTableId", RouteTable, "InvalidRouteTableID.NotFound"), new("gatewayId", Gateway, "InvalidGatewayID.NotFound")],
        },
        new AwsModel(Association)
        {
            Id = "rtbassoc-{hex}",
            Fixed = ["subnetId", "gatewayId"],
            Mutable = ["routeTableId"],
            References = [new("subnetId", Subnet, "InvalidSubnetID.NotFound"), new("routeTableId", RouteTable, "InvalidRouteTableID.NotFound")],
        },
        new AwsModel(SecurityGroup)
        {
            NameInput = "name",
            Id = "sg-{hex}",
            Fixed = ["description", "vpcId"],
            Mutable = ["ingress", "egress", "revokeRulesOnDelete", "tags"],
            Computed = [Arn("security-group"), Owner, ("description", "Managed by Pulumi")],
            References = [InVpc],
            HeldBy = [new(Endpoint, "securityGroupIds", Violation)],
        },
        new AwsModel("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
        {
            Id = "sgr-{hex}",
            Fixed = ["securityGroupId"],
            Mutable = ["cidrIpv4", "cidrIpv6", "description", "fromPort", "ipProtocol", "prefixListId", "referencedSecurityGroupId", "toPort", "tags"],
            Computed = [Arn("security-group-rule"), ("securityGroupRuleId", "{id}")],
            References = [new("securityGroupId", SecurityGroup, "InvalidGroup.NotFound")],
        },
        new AwsModel(Endpoint)
        {
            Id = "vpce-{hex}",
            Fixed = ["vpcId", "serviceName", "vpcEndpointType"],
            Mutable = ["policy", "privateDnsEnabled", "routeTableIds", "securityGroupIds", "subnetIds", "tags"],
            Documents = ["policy"],
            Computed = [Arn("vpc-endpoint"), Owner, ("vpcEndpointType", "Gateway"), ("state", "available"), ("prefixListId", "pl-{hex:list}")],
            References = [InVpc],
        },
    ];

    private static (string, string) Arn(string kind) => ("arn", $"arn:{{partition}}:ec2:{{region}}:{{account}}:{kind}/{{id}}");
}

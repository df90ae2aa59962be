using CloudStacks.Shared;
using Pulumi;
using Pulumi.Aws.Ec2;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What every program whose tasks run on Fargate needs; a link that is left out makes the run fail, and the message names it.</summary>
/// <param name="service">The service id.</param>
/// <param name="taskRole">The name of the role that tasks act as, without the program's.</param>
/// <param name="create">Constructs the program's component under a name.</param>
public abstract class FargateMissingLinkTests(string service, string taskRole, Func<string, ComponentResourceOptions, ReferenceDeployment> create) : MissingLinkTests(service, create)
{
    [Theory]
    [InlineData("RegistryLogin", "ecr:GetAuthorizationToken")]
    [InlineData("PullImage", "ecr:BatchCheckLayerAvailability")]
    [InlineData("WriteLog", "logs:CreateLogStream")]
    public Task StatementOfTheExecutionRole(string sid, string action) => FailsAsync([action, "-execution-role"], Edit.WithoutStatement(sid));

    [Theory]
    [InlineData("ReadInputAndJobs", "s3:GetObject")]
    [InlineData("WriteJobs", "s3:PutObject")]
    [InlineData("ListBucket", "s3:ListBucket")]
    public Task StatementOfTheTasksRole(string sid, string action) => FailsAsync([action, $"-{taskRole}"], Edit.WithoutStatement(sid));

    [Fact]
    public Task TrustOfTheExecutionRole() => TrustAsync("execution-role");

    [Fact]
    public Task TrustOfTheTasksRole() => TrustAsync(taskRole);

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync([$"the environment variable {name} is missing"], Edit.WithoutVariable(name));

    [Fact]
    public Task Route() => FailsAsync(["has no route to 0.0.0.0/0"], Edit.Of<RouteTableArgs>(args => args.Routes = []));

    [Fact]
    public Task WayOutOfTheGroup() => FailsAsync(["lets TCP 443 out"], Edit.Of<SecurityGroupArgs>(args => args.Egress = []));

    [Fact]
    public Task Image() => FailsAsync(["CannotPullContainerError", "public.ecr.aws/x/worker:1"], Edit.Container(container => container["image"] = "public.ecr.aws/x/worker:1"));

    private Task TrustAsync(string role) => FailsAsync(["sts:AssumeRole", role], Distrusted(role));
}

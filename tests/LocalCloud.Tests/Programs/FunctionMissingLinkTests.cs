using CloudStacks.Shared;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What every program whose worker is a Lambda function needs.</summary>
/// <param name="service">The service id.</param>
/// <param name="create">Constructs the program's component under a name.</param>
public abstract class FunctionMissingLinkTests(string service, Func<string, ComponentResourceOptions, ReferenceDeployment> create) : MissingLinkTests(service, create)
{
    /// <summary>The name of the role that the function acts as.</summary>
    private protected string Role { get; } = $"{service}-worker-execution-role";

    [Theory]
    [InlineData("ReadInputAndJobs", "s3:GetObject")]
    [InlineData("WriteJobs", "s3:PutObject")]
    [InlineData("ListBucket", "s3:ListBucket")]
    [InlineData("WriteLog", "logs:CreateLogStream")]
    public Task StatementOfTheWorkersRole(string sid, string action) => FailsAsync([action, Role], Edit.WithoutStatement(sid));

    [Fact]
    public Task TrustOfTheWorkersRole() => FailsAsync(["sts:AssumeRole", Role], Distrusted(Role));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync([$"the environment variable {name} is missing"], Edit.WithoutVariable(name));
}

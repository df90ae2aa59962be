using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Stacks;

public sealed class LeastPrivilegeTests
{
    /// <summary>Actions that have no narrower resource than all.</summary>
    private static readonly string[] OnEverything =
    [
        // "*" is its only resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
        "ecr:GetAuthorizationToken",
    ];

    public static TheoryData<string> Programs => [.. EvaluatedProgram.Working];

    [Theory, MemberData(nameof(Programs))]
    public async Task NoGrantHasAWildcardAction(string id)
    {
        var grants = PolicyStatement.In(await EvaluatedProgram.EvaluateAsync(id)).Where(statement => statement.Allows).ToList();
        Assert.NotEmpty(grants);
        Assert.All(grants, grant => Assert.All(grant.Actions, action => Assert.DoesNotContain('*', action)));
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task OnlyListedActionsAreGrantedOnEverything(string id)
    {
        var grants = PolicyStatement.In(await EvaluatedProgram.EvaluateAsync(id));
        Assert.All(grants.Where(grant => grant.Allows && grant.Resources.Contains("*")), grant => Assert.All(grant.Actions, action => Assert.Contains(action, OnEverything)));
    }
}

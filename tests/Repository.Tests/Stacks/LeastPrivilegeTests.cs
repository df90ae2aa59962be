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

    /// <summary>Basic roles reach everything in the project, and an administrator's role holds what a program never needs.</summary>
    [Theory, MemberData(nameof(Programs))]
    public async Task NoGrantIsOfABasicOrAnAdministratorsRole(string id)
    {
        var roles = PolicyStatement.In(await EvaluatedProgram.EvaluateAsync(id)).Where(grant => grant.IsRole).Select(grant => grant.Actions[0]).ToList();
        Assert.All(roles, role => Assert.False(role is "roles/owner" or "roles/editor" or "roles/viewer" || role.EndsWith("dmin", StringComparison.Ordinal), role));
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task OnlyListedActionsAreGrantedOnEverything(string id)
    {
        var grants = PolicyStatement.In(await EvaluatedProgram.EvaluateAsync(id));
        Assert.All(grants.Where(grant => grant.Allows && grant.Resources.Contains("*")), grant => Assert.All(grant.Actions, action => Assert.Contains(action, OnEverything)));
    }
}

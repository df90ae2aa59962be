using System.Collections.Immutable;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Policies;
using CloudStacks.LocalCloud.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Identity;

/// <summary>Evaluation as https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html has it.</summary>
public sealed class PolicyEvaluationTests
{
    private const string Key = "arn:aws:s3:::b/k";

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/k", true)]
    [InlineData("S3:getobject", "arn:aws:s3:::b/k", true)]
    [InlineData("s3:Get*", "arn:aws:s3:::b/*", true)]
    [InlineData("s3:Get?bject", "arn:aws:s3:::?/k", true)]
    [InlineData("*", "*", true)]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/K", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", false)]
    [InlineData("s3:GetObjectTagging", "*", false)]
    [InlineData("s3:Get", "*", false)]
    public void PatternsMatchActionsWithoutAndResourcesWithCase(string action, string resource, bool allowed) =>
        Assert.Equal(allowed, Decide($$"""{ "Effect": "Allow", "Action": "{{action}}", "Resource": "{{resource}}" }""").Allowed);

    [Theory]
    [InlineData("""{ "Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*" }""", true)]
    [InlineData("""{ "Effect": "Allow", "NotAction": ["iam:*", "s3:Get*"], "Resource": "*" }""", false)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::other/*" }""", true)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/*" }""", false)]
    public void NotActionAndNotResourceTakeEverythingElse(string statement, bool allowed) => Assert.Equal(allowed, Decide(statement).Allowed);

    [Fact]
    public void AnExplicitDenyWinsAndIsNamed()
    {
        var decision = Decide(StateBuilder.Allow("s3:GetObject", "*"), """{ "Sid": "Never", "Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/k" }""");

        Assert.Equal(
            $"AccessDenied: {StateBuilder.RoleArn("worker")} may not s3:GetObject on {Key}: statement 'Never' of policy 'worker-policy' of role 'worker' denies it",
            decision.Message);
    }

    [Theory]
    [InlineData("StringEquals", "jobs/", "jobs/", true)]
    [InlineData("StringEquals", "jobs/", "jobs", false)]
    [InlineData("StringEquals", "jobs/", null, false)]
    [InlineData("StringEqualsIfExists", "jobs/", null, true)]
    [InlineData("StringNotEquals", "jobs/", "x", true)]
    [InlineData("StringNotEquals", "jobs/", "jobs/", false)]
    [InlineData("StringNotEquals", "jobs/", null, true)]
    [InlineData("StringLike", "jobs/*", "jobs/a/b", true)]
    [InlineData("StringLike", "jobs/*", "x", false)]
    [InlineData("StringNotLike", "jobs/*", "x", true)]
    [InlineData("Null", "true", null, true)]
    [InlineData("Null", "true", "x", false)]
    [InlineData("Null", "false", "x", true)]
    public void ConditionsHoldAsTheirOperatorsSay(string name, string expected, string? prefix, bool allowed)
    {
        var statement = $$"""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "{{name}}": { "S3:Prefix": "{{expected}}" } } }""";
        var context = prefix is null ? AuthorizationRequest.NoContext : AuthorizationRequest.NoContext.Add(ConditionKeys.S3Prefix, prefix);

        Assert.Equal(allowed, Decide(context, statement).Allowed);
    }

    [Fact]
    public void ATagOfTheResourceIsAConditionKey()
    {
        const string group = "arn:aws:logs:eu-central-1:123456789012:log-group:batch";
        var state = new StateBuilder()
            .AddRole("worker", """{ "Effect": "Allow", "Action": "logs:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/project": "cloudstacks" } } }""")
            .Add("aws:cloudwatch/logGroup:LogGroup", "batch", new() { ["arn"] = group, ["tagsAll"] = new System.Text.Json.Nodes.JsonObject { ["project"] = "cloudstacks" } });
        var authorizer = new IamAuthorizer(state.Build());

        Assert.True(authorizer.Check(StateBuilder.RoleArn("worker"), "logs:PutLogEvents", group).Allowed);
        Assert.False(authorizer.Check(StateBuilder.RoleArn("worker"), "logs:PutLogEvents", group + "-other").Allowed);
    }

    [Theory]
    [InlineData("""{ "AWS": "arn:aws:iam::123456789012:role/guest" }""", true)]
    [InlineData("\"*\"", true)]
    [InlineData("""{ "AWS": ["arn:aws:iam::123456789012:role/other", "*"] }""", true)]
    [InlineData("""{ "AWS": "arn:aws:iam::123456789012:role/other" }""", false)]
    // The account hands the decision to the role's own policies, and they say nothing.
    [InlineData("""{ "AWS": "123456789012" }""", false)]
    [InlineData("""{ "AWS": "arn:aws:iam::123456789012:root" }""", false)]
    [InlineData("""{ "Service": "ecs-tasks.amazonaws.com" }""", false)]
    public void ABucketPolicyMayGrantToARoleOfTheAccount(string principal, bool allowed)
    {
        var policy = StateBuilder.Policy($$"""{ "Effect": "Allow", "Principal": {{principal}}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::fleet-data/*" }""");
        var authorizer = new IamAuthorizer(new StateBuilder().AddBucket().AddRole("guest").AddBucketPolicy(policy).Build());

        Assert.Equal(allowed, authorizer.Check(StateBuilder.RoleArn("guest"), "s3:GetObject", "arn:aws:s3:::fleet-data/k").Allowed);
        // The policy is about its own bucket, whatever its Resource says of others.
        Assert.False(authorizer.Check(StateBuilder.RoleArn("guest"), "s3:GetObject", "arn:aws:s3:::fleet-data2/k").Allowed);
    }

    [Fact]
    public void ADenyToTheAccountReachesItsRoles()
    {
        var policy = StateBuilder.Policy("""{ "Effect": "Deny", "Principal": { "AWS": "123456789012" }, "Action": "*", "Resource": "arn:aws:s3:::fleet-data/*" }""");
        var authorizer = new IamAuthorizer(LocalStorage.DefaultState().AddBucketPolicy(policy).Build());

        Assert.False(authorizer.Check(StateBuilder.RoleArn("worker"), "s3:GetObject", "arn:aws:s3:::fleet-data/k").Allowed);
    }

    [Fact]
    public void AttachedPoliciesCountAndOthersAreRefusedByName()
    {
        StateBuilder Attached(string arn) => new StateBuilder().AddRole("execution")
            .Add("aws:iam/policy:Policy", "own", new() { ["name"] = "own", ["arn"] = "arn:aws:iam::123456789012:policy/own", ["policy"] = StateBuilder.Policy(StateBuilder.Allow("s3:GetObject", "*")) })
            .Add("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", new() { ["role"] = "execution", ["policyArn"] = arn });
        bool Allows(string arn, string action) => new IamAuthorizer(Attached(arn).Build()).Check(StateBuilder.RoleArn("execution"), action, Key).Allowed;

        Assert.True(Allows("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "ecr:BatchGetImage"));
        Assert.False(Allows("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "logs:CreateLogGroup"));
        Assert.True(Allows("arn:aws:iam::123456789012:policy/own", "s3:GetObject"));
        Assert.Contains("AdministratorAccess", Assert.Throws<IdentityException>(() => Allows("arn:aws:iam::aws:policy/AdministratorAccess", "s3:GetObject")).Message, StringComparison.Ordinal);
        Assert.Contains("policy/gone", Assert.Throws<IdentityException>(() => Allows("arn:aws:iam::123456789012:policy/gone", "s3:GetObject")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } } }""", "IpAddress")]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpce": "x" } } }""", "aws:SourceVpce")]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}/*" }""", "${aws:username}")]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Actions": "*" }""", "Actions")]
    [InlineData("""{ "Effect": "allow", "Action": "*", "Resource": "*" }""", "Effect")]
    [InlineData("""{ "Effect": "Allow", "Resource": "*" }""", "Action")]
    [InlineData("""{ "Effect": "Allow", "Action": "*" }""", "Resource")]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*" }""", "Principal")]
    [InlineData("""{ "Effect": "Allow", "Action": 7, "Resource": "*" }""", "7")]
    [InlineData("""{ "Effect": """, "not JSON")]
    public void WhatIsNotUnderstoodIsRefusedByName(string statement, string named)
    {
        var refusal = Assert.Throws<IdentityException>(() => Decide(statement));

        Assert.StartsWith("policy 'worker-policy' of role 'worker'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "AWS": "arn:aws:iam::123456789012:role/w*" }""")]
    [InlineData("""{ "Federated": "cognito-identity.amazonaws.com" }""")]
    [InlineData("\"ecs-tasks.amazonaws.com\"")]
    public void APrincipalThatIamRefusesIsRefused(string principal) => Assert.Throws<IdentityException>(() => new IamAuthorizer(
        new StateBuilder().AddRoleTrusting("worker", $$"""{ "Effect": "Allow", "Principal": {{principal}}, "Action": "sts:AssumeRole" }""").Build()));

    private static Decision Decide(params string[] statements) => Decide(AuthorizationRequest.NoContext, statements);

    private static Decision Decide(ImmutableDictionary<string, string> context, params string[] statements) =>
        new IamAuthorizer(new StateBuilder().AddRole("worker", statements).Build())
            .Authorize(new(new(PrincipalKind.Role, StateBuilder.RoleArn("worker")), "s3:GetObject", Key, context));
}

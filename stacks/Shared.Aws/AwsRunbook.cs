using System.Collections.Immutable;
using Pulumi;

namespace CloudStacks.Shared.Aws;

/// <summary>The steps that every AWS runbook shares.</summary>
public static class AwsRunbook
{
    /// <summary>A step that runs <c>aws</c> with these arguments in the stack's region and answers in JSON.</summary>
    public static RunbookStep Step(string name, string region, params string[] arguments) =>
        new(name, ["aws", .. arguments, "--region", region, "--output", "json"]) { RetryOn = ["ThrottlingException", "TooManyRequestsException", "Rate exceeded"] };

    /// <summary>Fetches <c>report.json</c> or <c>report.csv</c> to <c>{file}</c>.</summary>
    public static ImmutableArray<RunbookStep> Report(string store, string region) =>
    [
        new("copy the report", ["aws", "s3", "cp", $"{store}/jobs/{{job}}/reduce/{{report}}", "{file}", "--only-show-errors", "--region", region]),
    ];

    /// <summary>Lists whatever still carries the trial's tags.</summary>
    public static ImmutableArray<RunbookStep> Leftovers(string service, string region) =>
    [
        Step("list tagged resources", region, "resourcegroupstaggingapi", "get-resources", "--tag-filters",
            "Key=project,Values=cloudstacks", $"Key=service,Values={service}", $"Key=stack,Values={Deployment.Instance.StackName}")
            with { MustBeEmpty = "$.ResourceTagMappingList" },
    ];
}

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>How often each child of a map was tried, and where it stands.</summary>
internal static class ChildAttempts
{
    /// <summary>The children of the last map run, by number; none before its list is read.</summary>
    public static IReadOnlyList<TaskAttempts> Of(ExecutionTable table)
    {
        if (table.Started() is not [.., { MapRuns: [.., { Children: { } children } run] }])
        {
            return [];
        }
        var attempts = children.Select((end, number) => new TaskAttempts(number, 0, "waiting") { Items = new(number == 0 ? 0 : children[number - 1], end) }).ToArray();
        foreach (var child in table.ChildrenOf(run.Arn))
        {
            var number = child.Parent!.Number;
            attempts[number] = attempts[number] with { Attempts = child.Attempts, Status = Status(child), Reason = child.Error is { } error ? $"{error}: {child.Cause}" : null };
        }
        return attempts;
    }

    // A child runs from its start to its end; the pause before a retry is a part of it.
    private static string Status(ExecutionRecord child) => child.Status switch
    {
        ExecutionStatus.RUNNING => "running",
        ExecutionStatus.SUCCEEDED => "succeeded",
        _ => "failed",
    };
}

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>How often each item of a map was tried, and where it stands.</summary>
internal static class ItemAttempts
{
    /// <summary>The items of the last map run, by index; none before its list is read.</summary>
    public static IReadOnlyList<TaskAttempts> Of(ExecutionTable table)
    {
        if (table.Started() is not [.., { MapRuns: [.., { Items: { } items } run] }])
        {
            return [];
        }
        var attempts = Enumerable.Range(0, items).Select(item => new TaskAttempts(item, 0, "waiting")).ToArray();
        foreach (var child in table.ChildrenOf(run.Arn))
        {
            var (first, count) = (child.Parent!.FirstItem, child.Parent.Items);
            for (var item = first; item < first + count; item++)
            {
                attempts[item] = new(item, child.Attempts, Status(child), child.Error is { } error ? $"{error}: {child.Cause}" : null);
            }
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

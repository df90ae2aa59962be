namespace CloudStacks.LocalCloud.Tasks;

/// <summary>What this machine can do at once.</summary>
internal static class Machine
{
    /// <summary>More processes than processors only take time from each other; quotas bound in a service's model, this bounds on the machine.</summary>
    public static int MostTasks { get; } = Math.Max(2, Environment.ProcessorCount);
}

using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Tasks must end before what runs them goes; a program knows nothing of them, because each run starts its own (https://github.com/gruntwork-io/cloud-nuke/issues/368).</summary>
internal static class RunningTasks
{
    /// <summary>Refuses a change, with the service's error, while tasks that it concerns have not ended.</summary>
    public static void RequireNone(ResourceChange change, Func<TaskRecord, bool> concerns, string error)
    {
        var tasks = TaskJournal.Read(change.DataRoot).Where(task => !task.Ended && concerns(task)).ToList();
        if (tasks.Count > 0)
            throw new ProviderException(FormattableString.Invariant($"{error} ('{change.Resource.Id}' has {tasks.Count}, such as {tasks[0].Id} {tasks[0].LastStatus}.) Let them end or stop them first; cloudstacks down does so."));
    }
}

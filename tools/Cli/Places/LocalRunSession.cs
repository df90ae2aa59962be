using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;

namespace CloudStacks.Cli.Places;

internal static class LocalRunSession
{
    public static Task<ISession> OpenAsync(StateStore state, IReadOnlyList<string> worker, FaultPlan faults, TimeProvider clock, CancellationToken cancellationToken) => throw new NotSupportedException();
}

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// Settles the step that a crash left open: a creation or update is taken back, a deletion is finished. Every call can be
/// repeated, so that a crash in here is harmless.
/// </summary>
internal static class Recovery
{
    public static async Task<StackRecord> SettleAsync(StackRecord record, StepRunner runner, CancellationToken cancellationToken)
    {
        if (record.Pending is not { } pending)
            return record;
        switch (pending.Operation)
        {
            case Operation.Create when !StepRunner.Exists(record, pending.Resource):
                await runner.CallAsync(Operation.Delete, pending.Resource, null, record, cancellationToken);
                break;
            case Operation.Update:
                await runner.CallAsync(Operation.Update, pending.Before!, pending.Resource, record, cancellationToken);
                break;
            case Operation.Delete:
                record = await FinishDeletionAsync(record, pending.Resource, runner, cancellationToken);
                break;
        }
        return record with { Pending = null };
    }

    private static async Task<StackRecord> FinishDeletionAsync(StackRecord record, DeployedResource resource, StepRunner runner, CancellationToken cancellationToken)
    {
        try
        {
            await runner.CallAsync(Operation.Delete, resource, null, record, cancellationToken);
            return StepRunner.Without(record, resource);
        }
        catch (ProviderException)
        {
            // The service refuses to delete it, so it is still there; the plan decides what becomes of it.
            return record;
        }
    }
}

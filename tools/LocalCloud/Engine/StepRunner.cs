namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// Carries out single steps. The state says what is about to happen before a model is called, and what has happened after it,
/// so that at every moment it tells what may exist.
/// </summary>
internal sealed class StepRunner(StateStore store, ResourceModels models, IProgress<EngineEvent>? progress, TimeProvider clock)
{
    /// <summary>Creates the wanted resource; a replaced one waits for its deletion.</summary>
    public async Task<StackRecord> CreateAsync(StackRecord record, PlanStep step, CancellationToken cancellationToken)
    {
        var after = step.After!;
        if (after.Options.Custom && !models.For(after).MayBeShared && Exists(record, after))
            throw Failure(step, new ProviderException($"'{after.Id}' exists already: the successor has the same fixed name as what stands there. Leave the name to Pulumi, or set DeleteBeforeReplace = true."));
        return await RunAsync(record, step, new(Operation.Create, after, null), done => Promote(done, step), cancellationToken);
    }

    public Task<StackRecord> UpdateAsync(StackRecord record, PlanStep step, CancellationToken cancellationToken) =>
        RunAsync(record, step, new(Operation.Update, step.After!, step.Before), done => Promote(done, step), cancellationToken);

    public Task<StackRecord> DeleteAsync(StackRecord record, PlanStep step, CancellationToken cancellationToken) =>
        RunAsync(record, step, new(Operation.Delete, step.Before!, null), done => Without(done, step.Before!), cancellationToken);

    /// <summary>
    /// Puts the wanted resource behind those settled before it, in the order of completion, and ahead of what this deployment has
    /// not come to yet; the old one becomes replaced.
    /// </summary>
    public static StackRecord Promote(StackRecord record, PlanStep step)
    {
        var old = record.Resources.FirstOrDefault(resource => resource.Urn == step.Before?.Urn);
        var resources = old is null ? record.Resources : record.Resources.Remove(old);
        var replaced = step.Operation == Operation.Replace && old is not null ? record.Replaced.Add(old) : record.Replaced;
        return record with { Resources = resources.Add(step.After!), Replaced = replaced };
    }

    public static StackRecord Without(StackRecord record, DeployedResource resource)
    {
        bool Other(DeployedResource candidate) => candidate.Urn != resource.Urn || candidate.Generation != resource.Generation;
        return record with { Resources = [.. record.Resources.Where(Other)], Replaced = [.. record.Replaced.Where(Other)] };
    }

    /// <summary>Whether something deployed is physically the same thing; revisions of one thing share its id and have an ARN each.</summary>
    public static bool Exists(StackRecord record, DeployedResource resource) =>
        resource.Id.Length > 0 && record.Existing.Any(other => other.Type == resource.Type && other.Id == resource.Id && other.Text("arn") == resource.Text("arn"));

    public async Task CallAsync(Operation operation, DeployedResource resource, DeployedResource? before, StackRecord record, CancellationToken cancellationToken)
    {
        var model = models.For(resource);
        var change = new ResourceChange(resource, before, [.. record.Existing], store.DataRoot);
        await (operation switch
        {
            Operation.Create => model.CreateAsync(change, cancellationToken),
            Operation.Update => model.UpdateAsync(change, cancellationToken),
            _ => model.DeleteAsync(change, cancellationToken),
        });
    }

    private async Task<StackRecord> RunAsync(StackRecord record, PlanStep step, PendingStep pending, Func<StackRecord, StackRecord> complete, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        void Report(StepStatus status) => progress?.Report(new(step.Resource, step.Operation, status, clock.GetElapsedTime(started)));
        Report(StepStatus.Started);
        if (!step.ForgetOnly && step.Resource.Options.Custom)
        {
            store.Save(record with { Pending = pending });
            try
            {
                await CallAsync(pending.Operation, pending.Resource, pending.Before, record, cancellationToken);
            }
            catch (ProviderException e)
            {
                store.Save(record);
                Report(StepStatus.Failed);
                throw Failure(step, e);
            }
        }
        var done = complete(record);
        store.Save(done);
        Report(StepStatus.Done);
        return done;
    }

    private static EngineException Failure(PlanStep step, ProviderException cause) =>
        new($"{Verb(step.Operation)} {step.Resource.Type} '{step.Resource.Name}' failed: {cause.Message} What was done so far is kept in the state; mend the cause and run the command again.", cause);

    private static string Verb(Operation operation) => operation switch
    {
        Operation.Create or Operation.Replace => "creating",
        Operation.Update => "updating",
        _ => "deleting",
    };
}

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Plans, deploys and destroys one stack in the local cloud.</summary>
public sealed class Deployer(StateStore store, ResourceModels models, TimeProvider clock)
{
    /// <summary>
    /// What <see cref="UpAsync"/> would do. Also runs the program as a real preview does, with outputs that are not known yet.
    /// Throws <see cref="EngineException"/> where program or plan cannot work.
    /// </summary>
    public async Task<Plan> PreviewAsync(StackProgram program)
    {
        var (plan, evaluation) = await PlanAsync(program, store.Load());
        await Evaluator(program).CheckUnknownsAsync(evaluation);
        return plan;
    }

    /// <summary>Brings the stack to what the program wants; returns what stands then. A second call changes nothing.</summary>
    public async Task<StackState> UpAsync(StackProgram program, IProgress<EngineEvent>? progress, CancellationToken cancellationToken)
    {
        using var held = store.Lock();
        var runner = new StepRunner(store, models, progress, clock);
        var loaded = store.Load();
        var record = await Recovery.SettleAsync(loaded, runner, cancellationToken);
        var (plan, evaluation) = await PlanAsync(program, record);
        foreach (var step in plan.Steps)
        {
            record = step.Operation switch
            {
                Operation.Same => StepRunner.Promote(record, step),
                Operation.Create or Operation.Replace => await runner.CreateAsync(record, step, cancellationToken),
                Operation.Update => await runner.UpdateAsync(record, step, cancellationToken),
                _ => await runner.DeleteAsync(record, step, cancellationToken),
            };
        }
        record = record with { Outputs = evaluation.Outputs };
        if (!record.ToJson().AsSpan().SequenceEqual(loaded.ToJson()))
            store.Save(record);
        return record.ToState();
    }

    /// <summary>Destroys everything, in the reverse order of its completion; returns what stands then, which is nothing unless a step failed.</summary>
    public async Task<StackState> DownAsync(IProgress<EngineEvent>? progress, CancellationToken cancellationToken)
    {
        using var held = store.Lock();
        var runner = new StepRunner(store, models, progress, clock);
        var record = await Recovery.SettleAsync(store.Load(), runner, cancellationToken);
        foreach (var resource in record.Resources)
            PlanBuilder.RefuseProtected(resource, "delete");
        var going = DependencyOrder.Sort([.. record.Replaced, .. record.Resources]);
        var retained = going.Any(resource => resource.Options.RetainOnDelete);
        foreach (var resource in going.Reverse())
            record = await runner.DeleteAsync(record, PlanBuilder.Deletion(Operation.Delete, resource, going), cancellationToken);
        store.Clear(keepData: retained);
        return record.ToState() with { Outputs = [] };
    }

    private async Task<(Plan Plan, Evaluation Evaluation)> PlanAsync(StackProgram program, StackRecord record)
    {
        var evaluator = Evaluator(program);
        return await new Planner(models).PlanAsync(record, evaluator.EvaluateAsync);
    }

    private ProgramEvaluator Evaluator(StackProgram program) => new(program, models);
}

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Evaluates a program in this process: which resources it declares, with which values.</summary>
internal sealed class ProgramEvaluator(StackProgram program, ResourceModels models)
{
    /// <summary>Resolves the program against what is deployed. Throws <see cref="EngineException"/> where it cannot.</summary>
    public async Task<Evaluation> EvaluateAsync(EvaluationBasis basis)
    {
        var registrations = new Registrations();
        var resolver = new ResourceResolver(program, models, registrations, basis);
        var mocks = new EvaluationMocks(registrations, resolver.ResolveAsync, resolver.Call);
        await EvaluationRun.RunAsync(program, registrations, mocks, preview: false);
        var resources = new List<WantedResource>();
        foreach (var registration in registrations.All)
            resources.Add(await resolver.FinishAsync(registration));
        var order = DependencyOrder.Sort([.. resources.Select(wanted => wanted.Resource)]);
        var byUrn = resources.ToDictionary(wanted => wanted.Resource.Urn);
        return new([.. order.Select(resource => byUrn[resource.Urn])], await new StackOutputs(program).ResolveAsync(registrations.Outputs));
    }

    /// <summary>
    /// Runs the program as the first preview of a real stack does: nothing that a provider computes is known. It must survive
    /// that and register the same resources.
    /// </summary>
    public async Task CheckUnknownsAsync(Evaluation evaluation)
    {
        var registrations = new Registrations();
        var resolver = new ResourceResolver(program, models, registrations, new([], [], [], Redaction.NewSalt()));
        var mocks = new EvaluationMocks(registrations, (_, _) => Task.FromResult(EvaluationMocks.Unknown), resolver.Call);
        await EvaluationRun.RunAsync(program, registrations, mocks, preview: true);
        var seen = registrations.All.Where(r => r.Registered).Select(r => r.Urn(program.Stack, program.Project)).ToHashSet();
        var wanted = evaluation.Resources.Select(r => r.Resource.Urn).ToHashSet();
        if (wanted.Except(seen).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } late)
            throw new EngineException($"{string.Join(", ", late)}: registered only once outputs are known, so that a preview cannot show it. Declare it outside Apply.");
        if (seen.Except(wanted).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } early)
            throw new EngineException($"{string.Join(", ", early)}: registered only while outputs are unknown. Declare the same resources in a preview as in a deployment.");
    }
}

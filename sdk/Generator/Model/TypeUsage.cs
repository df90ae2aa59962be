namespace CloudStacks.Generator.Model;

/// <summary>Which nested types are needed, and in which roles.</summary>
static class TypeUsage
{
    public static IReadOnlyList<(string Key, Shape Shape)> Of(PackageFacts facts)
    {
        var used = new HashSet<(string Key, Shape Shape)>();
        foreach (var resource in facts.Resources)
        {
            Collect(facts, resource.Inputs, Shape.Args, used);
            Collect(facts, resource.Outputs, Shape.Output, used);
            Collect(facts, resource.State ?? [], Shape.StateArgs, used);
        }
        foreach (var function in facts.Functions)
        {
            Collect(facts, function.Inputs ?? [], Shape.InvokeArgs, used);
            Collect(facts, function.Inputs ?? [], Shape.InvokeInputArgs, used);
            Collect(facts, function.Outputs, Shape.InvokeOutput, used);
        }
        AddUnused(facts, used);
        return [.. used.OrderBy(u => u.Key, StringComparer.Ordinal).ThenBy(u => u.Shape)];
    }

    // A nested type can be listed by itself; then nothing refers to it.
    static void AddUnused(PackageFacts facts, HashSet<(string Key, Shape Shape)> used)
    {
        var reached = new HashSet<(string, bool)>(used.Select(u => (u.Key, IsOutput(u.Shape))));
        foreach (var type in facts.Types)
        {
            if (type.Value.Input is not null && !reached.Contains((type.Key, false)))
                used.Add((type.Key, Shape.Args));
            if (type.Value.Output is not null && !reached.Contains((type.Key, true)))
                used.Add((type.Key, Shape.Output));
        }
    }

    static void Collect(PackageFacts facts, IReadOnlyList<PropertyFacts> properties, Shape wanted, HashSet<(string, Shape)> used)
    {
        var shape = Merge(facts.Style, wanted);
        foreach (var nested in properties.SelectMany(p => p.Type.WithInner()).OfType<FactType.Nested>())
        {
            var type = facts.Types[nested.Key];
            if (used.Add((nested.Key, shape)))
                Collect(facts, (IsOutput(shape) ? type.Output : type.Input)!, shape, used);
        }
    }

    /// <summary>Outside Terraform packages a function shares the classes of resources, but for its plain arguments.</summary>
    public static Shape Merge(NamingStyle style, Shape shape) => (style, shape) switch
    {
        (NamingStyle.Terraform, _) => shape,
        (_, Shape.InvokeInputArgs) => Shape.Args,
        (_, Shape.InvokeOutput) => Shape.Output,
        _ => shape,
    };

    public static bool IsOutput(Shape shape) => shape is Shape.Output or Shape.InvokeOutput;
}

using Microsoft.CodeAnalysis.CSharp;

namespace CloudStacks.Generator.Model;

/// <summary>What must hold between facts, so that the generated code compiles.</summary>
static class FactsCheck
{
    /// <exception cref="FactsException">A reference leads nowhere, or a name cannot be used.</exception>
    public static void Check(PackageFacts facts)
    {
        foreach (var resource in facts.Resources)
        {
            var place = $"resources › {resource.Token}";
            Check(facts, resource.Name, resource.Inputs, Shape.Args, $"{place} › inputs");
            Check(facts, resource.Name, resource.Outputs, Shape.Output, $"{place} › outputs");
            Check(facts, resource.Name, resource.State ?? [], Shape.Args, $"{place} › state");
        }
        foreach (var function in facts.Functions)
        {
            Check(facts, function.Name, function.Inputs ?? [], Shape.Args, $"functions › {function.Token} › inputs");
            Check(facts, function.Name, function.Outputs, Shape.Output, $"functions › {function.Token} › outputs");
        }
        foreach (var type in facts.Types)
        {
            Check(facts, type.Value.Name, type.Value.Input ?? [], Shape.Args, $"types › {type.Key} › in");
            Check(facts, type.Value.Name, type.Value.Output ?? [], Shape.Output, $"types › {type.Key} › out");
        }
        foreach (var type in facts.Enums)
            foreach (var member in type.Value.Members)
                CheckMember(type.Value.Name.Name, member.Key, $"enums › {type.Key} › {member.Key}");
    }

    static void Check(PackageFacts facts, QualifiedName owner, IReadOnlyList<PropertyFacts> properties, Shape shape, string place)
    {
        CheckIdentifier(owner.Name, place);
        var members = new HashSet<string>();
        foreach (var property in properties)
        {
            var where = $"{place} › {property.WireName}";
            // Classes for inputs end in Args, so only an output can have a member of its class's own name.
            CheckMember(shape == Shape.Output ? owner.Name : "", property.Member, where);
            if (!members.Add(property.Member))
                throw new FactsException(Diagnostics.BadName, where, $"found the member name {property.Member} twice; give one a name in csharp.json");
            foreach (var type in property.Type.WithInner())
                CheckReference(facts, type, shape, where);
        }
    }

    static void CheckReference(PackageFacts facts, FactType type, Shape shape, string place)
    {
        if (type is FactType.Enumeration { Key: var name } && !facts.Enums.ContainsKey(name))
            throw new FactsException(Diagnostics.UnknownReference, place, $"found a reference to the enum {name}, which is not under 'enums'");
        if (type is not FactType.Nested { Key: var key })
            return;
        var section = shape == Shape.Output ? "out" : "in";
        if (!facts.Types.TryGetValue(key, out var nested) || (shape == Shape.Output ? nested.Output : nested.Input) is null)
            throw new FactsException(Diagnostics.UnknownReference, place, $"found a reference to the type {key}, which has no '{section}' under 'types'");
    }

    static void CheckMember(string owner, string member, string place)
    {
        CheckIdentifier(member, place);
        if (member == owner)
            throw new FactsException(Diagnostics.BadName, place, $"found the member name {member}, which is its class's own name; give it a name in csharp.json");
    }

    static void CheckIdentifier(string name, string place)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
            throw new FactsException(Diagnostics.BadName, place, $"found '{name}', expected a C# identifier; give it a name in csharp.json");
    }
}

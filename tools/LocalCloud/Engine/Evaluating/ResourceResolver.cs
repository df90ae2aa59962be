using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Resolves the resources of one evaluation: what each would be in the state, and what its provider answers.</summary>
internal sealed class ResourceResolver(StackProgram program, ResourceModels models, Registrations registrations, EvaluationBasis basis)
{
    private readonly WireValues wire = new(program.Folder);

    /// <summary>Resolves one resource and answers with its id and outputs.</summary>
    public async Task<(string? Id, object State)> ResolveAsync(Registration registration, MockResourceArgs args)
    {
        var model = models.For(registration.Type, registration.Custom);
        var declared = await registration.Inputs;
        Refuse(registration, OptionReading.Refused(registration).Concat(InputProblems.Describe(declared, registrations)));
        var aliases = await new AliasReading(program.Stack, program.Project, UrnOf).ReadAsync(registration);
        var options = OptionReading.Read(registration, aliases, UrnOf);
        var urn = UrnOf(registration.Resource);
        var prior = basis.Find(urn, aliases);
        var inputs = wire.ToJson(args.Inputs);
        if (prior is not null)
            InputDiff.KeepIgnored(prior.Inputs, inputs, options.IgnoreChanges);

        var stored = Redaction.Hide(inputs, declared.Secrets, basis.Salt);
        registration.Provider = ProviderOf(args.Provider);
        var identity = Identify(urn, prior, stored, ProviderConfig(registration.Type, registration.Provider));
        Refuse(registration, model.Check(identity, inputs));
        var (id, computed) = model.Describe(identity, inputs);
        var outputs = inputs.DeepClone().AsObject();
        foreach (var (name, value) in computed)
            outputs[name] = value?.DeepClone();

        var secretOutputs = declared.Secrets.Concat(options.SecretOutputs.Select(PropertyPath.Parse)).ToArray();
        registration.Resolved = new(
            urn, registration.Type, registration.Name, id, registration.Parent is { } parent ? UrnOf(parent.Resource) : null,
            stored, Redaction.Hide(outputs, secretOutputs, basis.Salt), [], options, identity.Generation)
        {
            Origin = Origin(urn, prior),
        };
        return (registration.Custom ? id : null, ForProgram(outputs, secretOutputs));
    }

    private ResourceIdentity Identify(string urn, DeployedResource? prior, JsonObject stored, JsonObject providerConfig)
    {
        var created = Origin(urn, prior) ?? urn;
        return new(program.Stack, ResourceUrn.Type(created), ResourceUrn.Name(created), basis.Generation(urn, prior), providerConfig)
        {
            Prior = prior,
            Changed = prior is null ? FrozenSet<string>.Empty : InputDiff.Compare(prior.Inputs, stored).Select(path => path.Property).ToFrozenSet(),
            ProgramFolder = program.Folder,
        };
    }

    private static string? Origin(string urn, DeployedResource? prior) =>
        prior is null || prior.Urn == urn ? prior?.Origin : prior.Origin ?? prior.Urn;

    /// <summary>Answers a provider's function.</summary>
    public object Call(MockCallArgs args)
    {
        var model = models.ForInvoke(args.Token!);
        try
        {
            var answer = model.Answer(wire.ToJson(args.Args), ProviderConfig(args.Token!, ProviderOf(args.Provider)));
            return ForProgram(answer, [.. model.Secrets.Select(PropertyPath.Parse)]);
        }
        catch (ProviderException e)
        {
            throw new EngineException($"{args.Token}: {e.Message}", e);
        }
    }

    /// <summary>Completes a resource with its dependencies, which are known once everything is registered.</summary>
    public async Task<WantedResource> FinishAsync(Registration registration)
    {
        var resolved = registration.Resolved
            ?? throw new EngineException($"{registration.Type} '{registration.Name}' was declared and never registered");
        var declared = await registration.Inputs;
        var properties = declared.Dependencies.ToImmutableDictionary(
            property => property.Key, property => Urns(registration, property.Value));
        var named = await OptionReading.DependsOnAsync(registration);
        // A resource can be reached only through its provider, which so comes before it and goes after it.
        var provider = registration.Provider is { } through ? Urns(registration, [through.Resource]) : [];
        var dependsOn = properties.Values.SelectMany(urns => urns).Concat(Urns(registration, named)).Concat(provider);
        return new(resolved with { DependsOn = [.. dependsOn.Distinct().Order(StringComparer.Ordinal)] }, properties);
    }

    private string UrnOf(Resource resource) =>
        registrations.Find(resource)?.Urn(program.Stack, program.Project)
        ?? throw new EngineException($"{resource.GetResourceType()} '{resource.GetResourceName()}' is used and not declared in this program");

    /// <summary>URNs of resources; a component stands for all that is in it.</summary>
    private ImmutableArray<string> Urns(Registration user, IEnumerable<Resource> resources) =>
    [
        .. from resource in resources
           let target = registrations.Find(resource)
           where target is not null
           from member in target.Custom ? [target] : registrations.All.Where(r => r.IsWithin(target)).Prepend(target)
           where member != user && !user.IsWithin(member)
           select UrnOf(member.Resource),
    ];

    // The SDK writes a provider as urn::id.
    private Registration? ProviderOf(string? reference) =>
        reference?.Split("::") is [_, _, var type, var name, ..] ? registrations.Find(type.Split('$')[^1], name) : null;

    private JsonObject ProviderConfig(string token, Registration? provider)
    {
        var prefix = token.Split(':')[0] + ":";
        var config = new JsonObject();
        foreach (var (key, value) in program.EffectiveConfig.Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal)))
            config[key[prefix.Length..]] = value;
        foreach (var (key, value) in provider?.Resolved?.Inputs ?? [])
            config[key] = value?.DeepClone();
        return config;
    }

    private static ImmutableDictionary<string, object> ForProgram(JsonObject properties, IReadOnlyCollection<PropertyPath> secrets)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, node) in properties)
        {
            if (WireValues.FromJson(node) is { } value)
                values[name] = secrets.Any(path => path.Property == name) ? Output.CreateSecret(value) : value;
        }
        return values.ToImmutable();
    }

    private static void Refuse(Registration registration, IEnumerable<string> problems)
    {
        var sentences = string.Join("; ", problems);
        if (sentences.Length > 0)
            throw new EngineException($"{registration.Type} '{registration.Name}': {sentences}");
    }
}

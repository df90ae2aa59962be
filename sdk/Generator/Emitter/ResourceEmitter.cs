using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes the class of a resource or of a provider.</summary>
sealed class ResourceEmitter(PackageFacts facts, TypeNames names, ValueWriter values)
{
    public bool IsProvider(ResourceFacts resource) => resource.Token == facts.Package;

    public string Emit(ResourceFacts resource)
    {
        var name = resource.Name.Name;
        var args = $"global::{names.ArgsNamespace(resource.Name, IsProvider(resource))}.{name}Args";
        var isOptional = !resource.Inputs.Any(i => i.IsRequired);
        var hasConstants = resource.Inputs.Any(i => i.Constant is not null);
        var passed = hasConstants ? "MakeArgs(args)" : $"args ?? new {args}()";
        var attributeToken = IsProvider(resource) ? $"pulumi:providers:{facts.Package}" : resource.Token;
        return $$"""
            [global::{{facts.Namespace}}.{{ResourceTypeAttribute}}({{ValueWriter.Text(attributeToken)}})]
            public partial class {{name}} : {{BaseClass(resource)}}
            {
            {{Properties(resource)}}    public {{name}}(string name, {{args}}{{(isOptional ? "? args = null" : " args")}}, global::Pulumi.CustomResourceOptions? options = null)
                    : base({{ValueWriter.Text(resource.Token)}}, name, {{passed}}, MakeResourceOptions(options, ""))
                {
                }

            {{(IsProvider(resource) ? "" : LookUp(resource))}}{{(hasConstants ? MakeArgs(resource, args) : "")}}{{MakeResourceOptions(resource)}}}

            """;
    }

    /// <summary>The class name, without its ending, of the attribute that ties a class to its type token.</summary>
    public string ResourceTypeAttribute => $"{facts.Namespace.Substring(facts.Namespace.LastIndexOf('.') + 1)}ResourceType";

    string BaseClass(ResourceFacts resource)
    {
        if (IsProvider(resource))
            return "global::Pulumi.ProviderResource";
        return facts.Style == NamingStyle.Kubernetes ? $"global::{facts.Namespace}.KubernetesResource" : "global::Pulumi.CustomResource";
    }

    string Properties(ResourceFacts resource) => string.Concat(resource.Outputs.Select(p => $$"""
                [global::Pulumi.Output({{ValueWriter.Text(p.WireName)}})]
                public global::Pulumi.Output<{{names.Output(p, Shape.Output)}}> {{p.Member}} { get; private set; } = null!;

            
            """));

    static string LookUp(ResourceFacts resource)
    {
        var name = resource.Name.Name;
        var parameter = resource.State is null ? "" : $"{name}State? state = null, ";
        var argument = resource.State is null ? "null" : "state";
        var passedOn = resource.State is null ? "" : "state, ";
        return $$"""
                private {{name}}(string name, global::Pulumi.Input<string> id, {{parameter}}global::Pulumi.CustomResourceOptions? options = null)
                    : base({{ValueWriter.Text(resource.Token)}}, name, {{argument}}, MakeResourceOptions(options, id))
                {
                }

                public static {{name}} Get(string name, global::Pulumi.Input<string> id, {{parameter}}global::Pulumi.CustomResourceOptions? options = null) =>
                    new {{name}}(name, id, {{passedOn}}options);


            """;
    }

    string MakeArgs(ResourceFacts resource, string args)
    {
        var constants = resource.Inputs.Where(i => i.Constant is not null)
            .Select(i => $"        args.{i.Member} = {values.Constant(resource.Name, i)};\n");
        return $$"""
                private static global::Pulumi.ResourceArgs? MakeArgs({{args}}? args)
                {
                    args ??= new {{args}}();
            {{string.Concat(constants)}}        return args;
                }


            """;
    }

    string MakeResourceOptions(ResourceFacts resource)
    {
        var aliases = OptionItems("Aliases", resource.Aliases.Select(a => $"new global::Pulumi.Alias {{ Type = {ValueWriter.Text(a)} }}"));
        var secrets = OptionItems("AdditionalSecretOutputs", resource.AdditionalSecretOutputs.Select(ValueWriter.Text));
        var replace = OptionItems("ReplaceOnChanges", resource.ReplaceOnChanges.Select(ValueWriter.Text));
        return $$"""
                private static global::Pulumi.CustomResourceOptions MakeResourceOptions(global::Pulumi.CustomResourceOptions? options, global::Pulumi.Input<string>? id)
                {
                    var defaultOptions = new global::Pulumi.CustomResourceOptions
                    {
                        Version = global::{{facts.Namespace}}.Utilities.Version,
            {{aliases}}{{secrets}}{{replace}}        };
                    var merged = global::Pulumi.CustomResourceOptions.Merge(defaultOptions, options);
                    // Only the id that the caller looks up, or the one already given, takes part.
                    merged.Id = id ?? merged.Id;
                    return merged;
                }

            """;
    }

    static string OptionItems(string option, IEnumerable<string> items)
    {
        var lines = string.Concat(items.Select(i => $"                {i},\n"));
        return lines.Length == 0 ? "" : $"            {option} =\n            {{\n{lines}            }},\n";
    }
}

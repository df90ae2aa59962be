using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes a function: its class with the ways to invoke it, its arguments and its result.</summary>
sealed class FunctionEmitter(PackageFacts facts, ArgsEmitter args, OutputTypeEmitter outputs)
{
    public string Emit(FunctionFacts function)
    {
        var name = function.Name.Name;
        var result = outputs.Emit($"{name}Result", function.Outputs, Shape.InvokeOutput);
        if (function.Inputs is null)
            return Class(function, "", "", "global::Pulumi.InvokeArgs.Empty", "global::Pulumi.InvokeArgs.Empty") + result;
        var isOptional = !function.Inputs.Any(i => i.IsRequired);
        var end = isOptional ? "? args = null, " : " args, ";
        return Class(function, $"{name}Args{end}", $"{name}InvokeArgs{end}", $"args ?? new {name}Args()", $"args ?? new {name}InvokeArgs()")
            + args.Emit($"{name}Args", "InvokeArgs", function.Name, function.Inputs, Shape.InvokeArgs)
            + args.Emit($"{name}InvokeArgs", "InvokeArgs", function.Name, function.Inputs, Shape.InvokeInputArgs)
            + result;
    }

    string Class(FunctionFacts function, string plain, string input, string plainArgs, string inputArgs)
    {
        var name = function.Name.Name;
        var token = ValueWriter.Text(function.Token);
        const string deployment = "global::Pulumi.Deployment.Instance";
        var defaults = $"global::{facts.Namespace}.Utilities.WithDefaults(options)";
        var required = input.Replace("? args = null", " args");
        return $$"""
            public static class {{name}}
            {
                public static global::System.Threading.Tasks.Task<{{name}}Result> InvokeAsync({{plain}}global::Pulumi.InvokeOptions? options = null) =>
                    {{deployment}}.InvokeAsync<{{name}}Result>({{token}}, {{plainArgs}}, {{defaults}});

                public static global::Pulumi.Output<{{name}}Result> Invoke({{input}}global::Pulumi.InvokeOptions? options = null) =>
                    {{deployment}}.Invoke<{{name}}Result>({{token}}, {{inputArgs}}, {{defaults}});

                public static global::Pulumi.Output<{{name}}Result> Invoke({{required}}global::Pulumi.InvokeOutputOptions options) =>
                    {{deployment}}.Invoke<{{name}}Result>({{token}}, {{inputArgs}}, {{defaults}});
            }

            """;
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Deployed;

/// <summary>
/// A Flex Template's file, as far as the local cloud honours it
/// (https://docs.cloud.google.com/dataflow/docs/guides/templates/configuring-flex-templates).
/// </summary>
/// <param name="Image">What launches the pipeline.</param>
/// <param name="WorkerImage">What the workers run; null is Beam's own image.</param>
/// <param name="Parameters">What the pipeline takes.</param>
internal sealed record Template(string Image, string? WorkerImage, ImmutableArray<TemplateParameter> Parameters)
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [""] = ["defaultEnvironment", "image", "metadata", "sdkInfo"],
        ["defaultEnvironment"] = ["sdkContainerImage"],
        ["metadata"] = ["description", "name", "parameters", "streaming"],
        ["metadata.parameters"] = ["helpText", "isOptional", "label", "name", "regexes"],
        ["sdkInfo"] = ["language"],
    };

    /// <summary>Reads a file. Throws <see cref="FormatException"/> naming the member.</summary>
    public static Template Read(string json)
    {
        var template = ModelledJson.Parse(json, "the template") as JsonObject ?? throw new FormatException("the template is no JSON object");
        ModelledJson.Members(template, "template", Members);
        if ((string?)template["sdkInfo"]?["language"] is not "PYTHON" and var language)
        {
            throw new FormatException($"template.sdkInfo.language is '{language}'; the local cloud runs PYTHON");
        }
        if ((bool?)template["metadata"]?["streaming"] == true)
        {
            throw new FormatException("template.metadata.streaming is true; the local cloud runs batch pipelines");
        }
        return new(
            (string?)template["image"] ?? throw new FormatException("template.image is missing"), (string?)template["defaultEnvironment"]?["sdkContainerImage"], [.. (template["metadata"]?["parameters"] as JsonArray ?? []).Select(Parameter)]);
    }

    /// <summary>Refuses values that are missing, wrong or unknown. Throws <see cref="FormatException"/> naming the parameter.</summary>
    public void Check(IReadOnlyDictionary<string, string> values)
    {
        foreach (var parameter in Parameters)
        {
            if (!values.TryGetValue(parameter.Name, out var value))
            {
                _ = parameter.Optional ? "" : throw new FormatException($"the template's parameter {parameter.Name} is missing: {parameter.Help}");
            }
            else if (parameter.Regexes.FirstOrDefault(regex => !Regex.IsMatch(value, regex, RegexOptions.CultureInvariant)) is { } regex)
            {
                throw new FormatException($"the template's parameter {parameter.Name} is '{value}'; expected {regex}");
            }
        }
        if (values.Keys.FirstOrDefault(name => Parameters.All(parameter => parameter.Name != name)) is { } unknown)
        {
            throw new FormatException($"the template has no parameter {unknown}; it has {string.Join(", ", Parameters.Select(parameter => parameter.Name))}");
        }
    }

    private static TemplateParameter Parameter(JsonNode? node) => new(
        (string?)node?["name"] ?? throw new FormatException("template.metadata.parameters: a name is missing"),
        (string?)node!["helpText"] ?? throw new FormatException($"template.metadata.parameters: helpText of {node["name"]} is missing"),
        (bool?)node["isOptional"] ?? false,
        [.. (node["regexes"] as JsonArray ?? []).Select(regex => (string?)regex ?? "")]);
}

/// <summary>One parameter of a template; every one is required unless it says that it is optional.</summary>
internal sealed record TemplateParameter(string Name, string Help, bool Optional, ImmutableArray<string> Regexes);

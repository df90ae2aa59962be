using CloudStacks.Catalog;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Docs;

/// <summary>The page docs/cloud-infrastructure.md, taken apart.</summary>
internal static class CloudInfrastructure
{
    public const string Path = "docs/cloud-infrastructure.md";

    public static readonly string[] Criteria = ["Overview", "Architecture", "Scalability", "Integration", "Learning Curve", "Performance", "Use Case Fit"];

    public static string Text => WorkTree.Read(Path);

    public static IReadOnlyList<Section> Sections => Markdown.Sections(Text);

    /// <summary>The headings that the page must have, in order.</summary>
    public static IEnumerable<string> ExpectedHeadings =>
    [
        "# Cloud Infrastructure Solutions",
        "## Overview",
        "## Research Framework",
        .. Provider("## AWS Services", "AWS Batch", "AWS Lambda", "AWS Step Functions", "AWS ECS and Fargate"),
        .. Provider("## Google Cloud Platform", "Google Cloud Dataflow", "Google Cloud Functions", "Google Cloud Run", "Google Kubernetes Engine"),
        .. Provider("## Microsoft Azure", "Azure Batch", "Azure Functions", "Azure Logic Apps", "Azure Container Instances"),
        "## Kubernetes (Multi-Cloud)",
        .. Criteria.Select(criterion => $"### {criterion}"),
        "## Cost Analysis",
        "## Summary and Recommendations",
    ];

    /// <summary>The seven sections of a service.</summary>
    public static IReadOnlyList<Section> Of(CloudService service)
    {
        var sections = Sections;
        var heading = sections.Index().Single(section => section.Item.Title == service.Title).Index;
        return [.. sections.Skip(heading + 1).Take(Criteria.Length)];
    }

    private static IEnumerable<string> Provider(string heading, params string[] services) =>
        services.SelectMany(service => Criteria.Select(criterion => $"#### {criterion}").Prepend($"### {service}")).Prepend(heading);
}

using System.Text;
using System.Xml.Linq;

namespace CloudStacks.Cli.Workers;

/// <summary>Makes one project out of several that reference each other, which builds without the files that this repository's projects share.</summary>
internal static class SourceProject
{
    // What the sources need of the repository's properties; how strictly they are checked is not the service's concern.
    private static readonly string[] Shared = ["TargetFramework", "LangVersion", "Nullable", "ImplicitUsings", "InvariantGlobalization"];
    private static readonly string[] Own = ["AllowUnsafeBlocks"];

    /// <summary>The text of the merged project.</summary>
    /// <param name="projects">The project files.</param>
    /// <param name="repository">The folder with <c>Directory.Build.props</c> and <c>Directory.Packages.props</c>.</param>
    public static byte[] Merge(IReadOnlyList<string> projects, string repository)
    {
        var parts = projects.Select(project => XDocument.Load(project)).ToList();
        var merged = new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk.Web"),
            new XElement("PropertyGroup", Properties(XDocument.Load(Path.Combine(repository, "Directory.Build.props")), Shared), parts.SelectMany(part => Properties(part, Own))),
            new XElement("ItemGroup", Packages(parts, XDocument.Load(Path.Combine(repository, "Directory.Packages.props")))));
        return Encoding.UTF8.GetBytes(merged.ToString().ReplaceLineEndings("\n") + "\n");
    }

    private static IEnumerable<XElement> Properties(XDocument project, string[] names) =>
        project.Descendants().Where(element => element.Parent?.Name == "PropertyGroup" && names.Contains(element.Name.LocalName)).Select(element => new XElement(element.Name, element.Value));

    private static IEnumerable<XElement> Packages(List<XDocument> projects, XDocument versions)
    {
        var known = versions.Descendants("PackageVersion").ToDictionary(version => (string)version.Attribute("Include")!, version => (string)version.Attribute("Version")!, StringComparer.Ordinal);
        return projects.SelectMany(project => project.Descendants("PackageReference")).Select(package => (string)package.Attribute("Include")!).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new XElement("PackageReference", new XAttribute("Include", name), new XAttribute("Version", known[name])));
    }
}

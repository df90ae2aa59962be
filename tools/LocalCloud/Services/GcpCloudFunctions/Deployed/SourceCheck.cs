using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;

/// <summary>
/// What the build of a .NET function refuses about its source
/// (https://github.com/GoogleCloudPlatform/buildpacks/blob/21f28de8c499445ef1098016bfce35b16415e4b1/pkg/dotnet/dotnet.go).
/// </summary>
internal static class SourceCheck
{
    private static readonly string[] ProjectFiles = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>Why the source in a .zip would not be built, in the build's words; null where nothing is known against it.</summary>
    public static string? Problem(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return Problem(zip);
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException)
        {
            return $"the source is no .zip that can be read: {failure.Message}";
        }
    }

    private static string? Problem(ZipArchive zip)
    {
        var projects = zip.Entries.Where(entry => ProjectFiles.Contains(Path.GetExtension(entry.Name))).ToList();
        if (projects.Count != 1)
        {
            return $"expected to find exactly one project file, found [{string.Join(' ', projects.Select(entry => entry.FullName))}]";
        }
        if (zip.Entries.FirstOrDefault(entry => entry.Name == "global.json") is { } pinned)
        {
            return $"{pinned.FullName} pins an SDK, which may not be one that the build can have; leave it out";
        }
        using var content = projects[0].Open();
        return Problem(XDocument.Load(content).Root!, projects[0].Name);
    }

    private static string? Problem(XElement project, string name)
    {
        var single = project.Descendants().FirstOrDefault(element => element.Name.LocalName is "PublishSingleFile" or "PublishAot" && element.Value == "true");
        return single is not null ? $"unable to find executable produced from {name}: with {single.Name.LocalName} there is no .dll"
            : (string?)project.Attribute("Sdk") != "Microsoft.NET.Sdk.Web"
                && !project.Descendants("FrameworkReference").Any(reference => (string?)reference.Attribute("Include") == "Microsoft.AspNetCore.App")
            ? "couldn't find runtime version for framework Microsoft.AspNetCore.App from runtimeconfig.json; expected a project with Sdk=\"Microsoft.NET.Sdk.Web\""
            : null;
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace CloudStacks.Sdk.Tests.Generator;

/// <summary>The committed facts.</summary>
public class FactsTests
{
    static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static TheoryData<string, string> Packages => new()
    {
        { "aws", "Pulumi.Aws" },
        { "azure-native", "Pulumi.AzureNative" },
        { "docker-build", "Pulumi.DockerBuild" },
        { "gcp", "Pulumi.Gcp" },
        { "kubernetes", "Pulumi.Kubernetes" },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void FactsAreOfTheVersionThatProgramsUseInTheCloud(string package, string official)
    {
        var versions = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));
        var used = versions.Descendants("PackageVersion").Single(v => (string?)v.Attribute("Include") == official).Attribute("Version")!.Value;
        using var facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "sdk", "schema", package, "facts.json")));
        Assert.Equal(used, facts.RootElement.GetProperty("version").GetString());
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void FactsAreWhatTheNpmPackageGives(string package, string official)
    {
        var schema = Path.Combine(Root, "sdk", "schema");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(schema, "node_modules", "@pulumi", package)),
            $"The npm package behind {official} is not installed; run 'npm ci' in sdk/schema to have its facts checked.");
        using var refresh = Process.Start(new ProcessStartInfo("node", ["refresh.mjs", "--check", package])
        {
            WorkingDirectory = schema,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = refresh.StandardError.ReadToEnd();
        refresh.WaitForExit();
        Assert.Equal((0, ""), (refresh.ExitCode, errors));
    }

    static string FindRoot(string start)
    {
        var folder = start;
        while (!File.Exists(Path.Combine(folder, "CloudStacks.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"found no CloudStacks.sln above {start}");
        return folder;
    }
}

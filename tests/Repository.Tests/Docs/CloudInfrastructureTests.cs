using CloudStacks.Catalog;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Docs;

public sealed class CloudInfrastructureTests
{
    private static readonly string[] NumberWords =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"];

    public static TheoryData<string> Working => [.. EvaluatedProgram.Working];

    public static TheoryData<string> Planned => [.. Services.All.Where(service => service.Status == ServiceStatus.Planned).Select(service => service.Id)];

    [Fact]
    public void HeadingsAreThoseOfTheTemplate() =>
        Assert.Equal(CloudInfrastructure.ExpectedHeadings, CloudInfrastructure.Sections.Select(section => section.Heading));

    [Fact]
    public void CategoryStatusAndAudienceStandAtTheTop()
    {
        var lines = CloudInfrastructure.Sections[0].Body.Split('\n').Select(line => line.TrimEnd('\\')).Where(line => line.Length > 0).ToList();
        Assert.Equal("Category: Cloud-Native Parallelization", lines[0]);
        var written = Working.Count;
        Assert.StartsWith(written == Services.All.Length ? "Status: complete" : $"Status: in progress; {NumberWords[written]} of thirteen services", lines[1], StringComparison.Ordinal);
        Assert.Equal("Audience: Engineers implementing scalable cloud-based processing", lines[2]);
    }

    [Fact]
    public void FrameworkExplainsTheSevenCriteria()
    {
        var framework = CloudInfrastructure.Sections.Single(section => section.Title == "Research Framework").Body;
        var rows = framework.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());
        Assert.Equal(CloudInfrastructure.Criteria, rows.Skip(1));
    }

    [Theory, MemberData(nameof(Working))]
    public void EverySectionOfAWorkingServiceSaysEnoughAndNotTooMuch(string id) =>
        Assert.All(CloudInfrastructure.Of(Services.Find(id)!), section => Assert.InRange(Markdown.Words(section.Body), 80, 250));

    [Theory, MemberData(nameof(Working))]
    public void EverySectionOfAWorkingServiceNamesASource(string id) =>
        Assert.All(CloudInfrastructure.Of(Services.Find(id)!), section => Assert.Contains(Markdown.Links(section.Body), link => link.StartsWith("https://", StringComparison.Ordinal)));

    /// <summary>What the local cloud measures says nothing about the real service.</summary>
    [Theory, MemberData(nameof(Working))]
    public void PerformanceQuotesTheRealServiceOnly(string id)
    {
        var prose = Markdown.Prose(CloudInfrastructure.Of(Services.Find(id)!).Single(section => section.Title == "Performance").Body);
        Assert.All((string[])["local cloud", "this machine", "./cloudstacks try", "we measured", "our measurement"], phrase => Assert.DoesNotContain(phrase, prose, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Planned))]
    public void SectionsOfAPlannedServiceSayThatTheyAreOpen(string id) =>
        Assert.All(CloudInfrastructure.Of(Services.Find(id)!), section => Assert.Equal($"Open until the program `{id}` is written.", section.Body.Trim()));

    [Fact]
    public void NoSentenceStandsTwice()
    {
        var sentences = Services.All.Where(service => service.Status == ServiceStatus.Working).SelectMany(CloudInfrastructure.Of).SelectMany(section => Markdown.Sentences(section.Body));
        Assert.Empty(sentences.CountBy(sentence => sentence).Where(count => count.Value > 1).Select(count => count.Key));
    }

    [Fact]
    public void EveryServiceHasItsAnchor()
    {
        var anchors = Markdown.Anchors(CloudInfrastructure.Text).ToHashSet();
        Assert.All(Services.All, service => Assert.Contains(service.Id, anchors));
    }
}

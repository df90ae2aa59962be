using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.Shared.Aws;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>Sizes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html</summary>
public sealed class FargateSizeTests
{
    /// <summary>Programs and the service have a table each; what a program lets through must not fail in the service, and the other way round.</summary>
    [Theory]
    [InlineData("0.25")]
    [InlineData("0.5")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("8")]
    [InlineData("16")]
    public void ProgramsOfferWhatTheServiceTakes(string vcpu)
    {
        for (var memory = 256; memory <= 256 * 1024; memory += 256)
        {
            Assert.Equal(Takes(vcpu, memory), FargateSizes.Problem(double.Parse(vcpu, CultureInfo.InvariantCulture), memory) is null);
        }
    }

    /// <summary>Amazon ECS documents 32 vCPU; the text of the Batch API ends at 16, so programs do not rely on more.</summary>
    [Fact]
    public void ProgramsStayWithinTheTextOfTheBatchApi()
    {
        Assert.True(Takes("32", 60 * 1024));
        Assert.NotNull(FargateSizes.Problem(32, 60 * 1024));
    }

    private static bool Takes(string vcpu, int memory)
    {
        try
        {
            RequiredSize.Read([new("VCPU", vcpu), new("MEMORY", memory.ToString(CultureInfo.InvariantCulture))]);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

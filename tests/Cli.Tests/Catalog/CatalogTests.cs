using CloudStacks.Catalog;

namespace CloudStacks.Cli.Tests.Catalog;

public class CatalogTests
{
    [Fact]
    public void TheThirteenServicesStandInTheOrderOfTheDocs() => Assert.Equal(
        [
            "aws-batch", "aws-lambda", "aws-step-functions", "aws-ecs-fargate", "gcp-dataflow", "gcp-cloud-functions", "gcp-cloud-run",
            "gcp-gke", "azure-batch", "azure-functions", "azure-logic-apps", "azure-container-instances", "kubernetes",
        ],
        Services.All.Select(service => service.Id));

    [Fact]
    public void EveryWorkingServiceHasItsProgram()
    {
        foreach (var service in Services.All.Where(service => service.Status == ServiceStatus.Working))
        {
            Assert.True(File.Exists(Path.Combine(TestHost.RepositoryRoot, service.Folder, "Pulumi.yaml")), service.Id);
        }
    }

    [Fact]
    public void EveryFigureHasASourceAndADate()
    {
        var facts = Services.All.SelectMany(service => service.Contract.Concat(service.Limits).Concat(service.Scaling).Concat(service.Prices));
        Assert.All(facts, fact =>
        {
            Assert.StartsWith("https://", fact.Source, StringComparison.Ordinal);
            Assert.Matches(@"\A20\d\d-\d\d(-\d\d)?\z", fact.Date);
        });
    }

    [Fact]
    public void WorkingServicesHaveContractLimitsAndPrices() =>
        Assert.All(Services.All.Where(service => service.Status == ServiceStatus.Working), service =>
        {
            Assert.NotEmpty(service.Contract);
            Assert.NotEmpty(service.Limits);
            Assert.NotEmpty(service.Prices);
        });

    [Fact]
    public void IdsOfFactsAreUniqueInTheirService() => Assert.All(Services.All, service =>
    {
        var ids = service.Contract.Concat(service.Limits).Concat(service.Scaling).Concat(service.Prices).Select(fact => fact.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    });
}

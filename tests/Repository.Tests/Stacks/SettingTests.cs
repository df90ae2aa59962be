using CloudStacks.Cli.Options;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.Repository.Tests.Support;
using Pulumi;

namespace CloudStacks.Repository.Tests.Stacks;

public sealed class SettingTests
{
    public static TheoryData<string> Programs => [.. EvaluatedProgram.Working];

    [Theory]
    [InlineData("aws-batch", "vcpu", "0.2", "a number from 0.25 to 16")]
    [InlineData("aws-batch", "vcpu", "16.5", "a number from 0.25 to 16")]
    [InlineData("aws-batch", "vcpu", "1,5", "a number from 0.25 to 16")]
    [InlineData("aws-batch", "vcpu", "3", "Fargate has no size with 3 vCPU; expected one of 0.25, 0.5, 1, 2, 4, 8, 16")]
    [InlineData("aws-batch", "memory", "511", "a whole number from 512 to 122880")]
    [InlineData("aws-batch", "memory", "122881", "a whole number from 512 to 122880")]
    [InlineData("aws-batch", "memory", "2048.5", "a whole number from 512 to 122880")]
    [InlineData("aws-batch", "memory", "512", "expected one of 2048, 3072")]
    [InlineData("aws-batch", "maxParallelism", "0", "a whole number from 1 to 10000")]
    [InlineData("aws-batch", "maxParallelism", "10001", "a whole number from 1 to 10000")]
    [InlineData("aws-batch", "taskTimeout", "59", "a whole number from 60 to 1209600")]
    [InlineData("aws-batch", "taskTimeout", "1209601", "a whole number from 60 to 1209600")]
    [InlineData("aws-batch", "retries", "-1", "a whole number from 0 to 9")]
    [InlineData("aws-batch", "retries", "10", "a whole number from 0 to 9")]
    [InlineData("aws-batch", "spot", "yes", "true or false")]
    [InlineData("aws-batch", "platform", "windows/amd64", "one of linux/amd64, linux/arm64")]
    [InlineData("aws-batch", "package", "zip", "one of image")]
    [InlineData("aws-batch", "artifact", "worker.zip", "aws-batch runs images only")]
    [InlineData("aws-batch", "expiresAt", "tomorrow", "seconds since 1970-01-01T00:00:00Z")]
    [InlineData("aws-lambda", "vcpu", "2", "a number from 1 to 1")]
    [InlineData("aws-lambda", "memory", "127", "a whole number from 128 to 10240")]
    [InlineData("aws-lambda", "memory", "10241", "a whole number from 128 to 10240")]
    [InlineData("aws-lambda", "maxParallelism", "1", "a whole number from 2 to 1000")]
    [InlineData("aws-lambda", "maxParallelism", "1001", "a whole number from 2 to 1000")]
    [InlineData("aws-lambda", "taskTimeout", "901", "a whole number from 1 to 900")]
    [InlineData("aws-lambda", "retries", "100", "a whole number from 0 to 99")]
    [InlineData("aws-lambda", "package", "jar", "one of zip, image")]
    [InlineData("aws-lambda", "spot", "true", "has no interruptible capacity")]
    [InlineData("aws-step-functions", "memory", "127", "a whole number from 128 to 10240")]
    [InlineData("aws-step-functions", "memory", "10241", "a whole number from 128 to 10240")]
    [InlineData("aws-step-functions", "maxParallelism", "1001", "a whole number from 1 to 1000")]
    [InlineData("aws-step-functions", "taskTimeout", "901", "a whole number from 1 to 900")]
    [InlineData("aws-step-functions", "retries", "11", "a whole number from 0 to 10")]
    [InlineData("aws-step-functions", "package", "jar", "one of zip, image")]
    [InlineData("aws-step-functions", "spot", "true", "has no interruptible capacity")]
    [InlineData("gcp-dataflow", "vcpu", "3", "no machine of the series n1-standard has 3 vCPU; expected one of 1, 2, 4, 8, 16")]
    [InlineData("gcp-dataflow", "memory", "2817", "expected at most 2816 MiB, which n1-standard-1 has beside what the worker itself needs")]
    [InlineData("gcp-dataflow", "maxParallelism", "2001", "a whole number from 1 to 2000")]
    [InlineData("gcp-dataflow", "retries", "11", "a whole number from 0 to 10")]
    [InlineData("gcp-cloud-run", "vcpu", "3", "Cloud Run has no jobs with 3 vCPU; expected one of 1, 2, 4, 6, 8")]
    [InlineData("gcp-cloud-run", "vcpu", "0.5", "a number from 1 to 8")]
    [InlineData("gcp-cloud-run", "memory", "4097", "expected 512 to 4096 MiB for this vCPU")]
    [InlineData("gcp-cloud-run", "maxParallelism", "10001", "a whole number from 1 to 10000")]
    [InlineData("gcp-cloud-run", "taskTimeout", "604801", "a whole number from 1 to 604800")]
    [InlineData("gcp-cloud-run", "retries", "11", "a whole number from 0 to 10")]
    [InlineData("gcp-cloud-run", "spot", "true", "has no interruptible capacity")]
    [InlineData("gcp-cloud-run", "platform", "linux/arm64", "one of linux/amd64")]
    [InlineData("gcp-gke", "vcpu", "0.3", "expected vCPU in steps of 0.25")]
    [InlineData("gcp-gke", "vcpu", "31", "a number from 0.25 to 30")]
    [InlineData("gcp-gke", "memory", "1023", "expected 1024 to 6656 MiB for this vCPU")]
    [InlineData("gcp-gke", "memory", "6657", "expected 1024 to 6656 MiB for this vCPU")]
    [InlineData("gcp-gke", "maxParallelism", "1501", "a whole number from 1 to 1500")]
    [InlineData("gcp-gke", "taskTimeout", "86401", "a whole number from 1 to 86400")]
    [InlineData("gcp-gke", "platform", "linux/arm64", "one of linux/amd64")]
    public async Task ABadValueIsNamedWithItsKeyAndItsRange(string id, string key, string value, string expected)
    {
        var error = await Assert.ThrowsAsync<EngineException>(() => EvaluatedProgram.EvaluateAsync(id, ($"cloudstacks:{key}", value)));
        Assert.IsType<RunException>(error.InnerException);
        Assert.Contains($"cloudstacks:{key} = {value}", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("aws-batch", "maxParallelism", "10000")]
    [InlineData("aws-batch", "taskTimeout", "60")]
    [InlineData("aws-batch", "retries", "9")]
    [InlineData("aws-batch", "retries", "0")]
    [InlineData("aws-batch", "platform", "linux/arm64")]
    [InlineData("aws-step-functions", "taskTimeout", "900")]
    [InlineData("aws-step-functions", "maxParallelism", "1000")]
    [InlineData("aws-step-functions", "package", "image")]
    [InlineData("gcp-dataflow", "memory", "2816")]
    [InlineData("gcp-dataflow", "maxParallelism", "2000")]
    [InlineData("gcp-dataflow", "spot", "true")]
    [InlineData("gcp-cloud-run", "taskTimeout", "604800")]
    [InlineData("gcp-cloud-run", "retries", "10")]
    [InlineData("gcp-gke", "memory", "6656")]
    [InlineData("gcp-gke", "maxParallelism", "1500")]
    public async Task TheEndsOfARangeAreTaken(string id, string key, string value) =>
        Assert.NotEmpty((await EvaluatedProgram.EvaluateAsync(id, ($"cloudstacks:{key}", value))).Resources);

    [Fact]
    public void EverySettingCanBeGivenToTheCommandLine() =>
        Assert.All(SettingKeys.All, key => Assert.True(Pairs.Validate([$"{key}=1"], job: false, config: true).Successful, key));

    [Theory, MemberData(nameof(Programs))]
    public void EverySettingStandsInTheProgramsPage(string id) =>
        Assert.All(SettingKeys.All, key => Assert.Contains($"| `cloudstacks:{key}` |", WorkTree.Read($"stacks/{id}/README.md"), StringComparison.Ordinal));
}

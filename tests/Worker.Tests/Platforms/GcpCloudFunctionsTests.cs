using CloudStacks.CloudFunction;
using CloudStacks.Worker.Platforms;

namespace CloudStacks.Worker.Tests.Platforms;

/// <summary>Variables as in https://docs.cloud.google.com/run/docs/container-contract.</summary>
public class GcpCloudFunctionsTests
{
    [Fact]
    public void AFunctionIsToldByItsServiceAndItsTarget() =>
        Assert.Equal("gcp-cloud-functions", PlatformList.Detect(Of(("K_SERVICE", "f"), ("FUNCTION_TARGET", "function"), ("PORT", "8080")), new GcpCloudFunctions()).Name);

    /// <summary>Other services of Cloud Run have a name, too, and no target.</summary>
    [Fact]
    public void AServiceIsNoFunction() => Assert.Throws<UsageException>(() => PlatformList.Detect(Of(("K_SERVICE", "s"), ("PORT", "8080")), new GcpCloudFunctions()));

    /// <summary>On localhost alone the start-up check would never get through.</summary>
    [Fact]
    public void ItListensOnEveryAddressAtThePortThatItIsGiven() => Assert.Equal("http://0.0.0.0:8081", GcpCloudFunctions.AddressIn(Of(("PORT", "8081"))));

    [Fact]
    public void TheAddressOfAspNetCoreGoesFirst() => Assert.Equal("http://127.0.0.1:8081", GcpCloudFunctions.AddressIn(Of(("PORT", "8081"), ("ASPNETCORE_URLS", "http://127.0.0.1:8081"))));

    [Theory]
    [InlineData(null, "the environment variable PORT is missing")]
    [InlineData("0", "PORT = 0: expected a port from 1 to 65535")]
    [InlineData("65536", "PORT = 65536: expected a port from 1 to 65535")]
    [InlineData("http", "PORT = http: expected a whole number")]
    public void APortThatIsNoneIsNamed(string? port, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => GcpCloudFunctions.AddressIn(Of(("PORT", port)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task WithoutItsVariablesItDoesNotOpenThePort()
    {
        var environment = Of(("K_SERVICE", "f"), ("FUNCTION_TARGET", "function"), ("PORT", "8080"));
        var failure = await Assert.ThrowsAsync<UsageException>(() => CloudStacks.Worker.Commands.RunHere.RunAsync(environment, TextWriter.Null, TestContext.Current.CancellationToken, new GcpCloudFunctions()));
        Assert.Contains("CLOUDSTACKS_STORE is missing", failure.Message, StringComparison.Ordinal);
    }

    static WorkerEnvironment Of(params (string Name, string? Value)[] variables) => new(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}

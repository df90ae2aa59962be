using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pulumi;
using Pulumi.Testing;

namespace CloudStacks.Sdk.Tests.Core;

public class ConfigTests
{
    private const string Values = """
        {"p:name":"fatigue","p:config:old":"kept","aws:region":"eu-west-1","p:yes":"true","p:count":"40","p:spot":"0.7",
         "p:shape":"{\"Vcpu\":2}","p:odd":"1,5","p:key":"hunter2"}
        """;

    private static readonly Lock Environment = new();

    private sealed record Shape(int Vcpu);

    /// <summary>The configuration is read before the evaluation's first await, so a lock around the call is enough.</summary>
    private static Task<ImmutableArray<Resource>> EvaluateAsync(Action program, string? values = Values, string? secretKeys = """["p:key"]""")
    {
        lock (Environment)
        {
            System.Environment.SetEnvironmentVariable("PULUMI_CONFIG", values);
            System.Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", secretKeys);
            try
            {
                return Deployment.TestAsync(new EchoMocks(), new TestOptions { ProjectName = "p" }, program);
            }
            finally
            {
                System.Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
                System.Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", null);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task EveryTypeIsReadTheSameInEveryCulture(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        var read = "";
        await EvaluateAsync(() =>
        {
            var config = new Config();
            read = FormattableString.Invariant(
                $"{config.Require("name")} {config.RequireBoolean("yes")} {config.RequireInt32("count")} {config.RequireDouble("spot")} {config.RequireObject<Shape>("shape").Vcpu}");
        });
        Assert.Equal("fatigue True 40 0.7 2", read);
    }

    [Fact]
    public async Task NamespacesAndOldKeysAreNormalized()
    {
        string?[] read = [];
        await EvaluateAsync(() => read = [new Config("aws").Get("region"), new Config("p:config").Get("name"), new Config().Get("old")]);
        Assert.Equal(["eu-west-1", "fatigue", "kept"], read);
    }

    [Fact]
    public async Task AMissingKeyIsNothingForGetAndASentenceForRequire()
    {
        object?[] read = [];
        await EvaluateAsync(() =>
        {
            var config = new Config();
            read = [config.Get("none"), config.GetBoolean("none"), config.GetInt32("none"), config.GetDouble("none"),
                config.GetObject<Shape>("none"), config.GetSecret("none"), config.GetSecretInt32("none"), config.GetSecretObject<Shape>("none")];
        });
        Assert.All(read, Assert.Null);

        var failure = await Assert.ThrowsAsync<RunException>(() => EvaluateAsync(() => new Config().Require("none")));
        Assert.Equal("The setting 'p:none' is missing: set it with `pulumi config set p:none <value>`, or in the local cloud with `--set p:none=<value>`.", failure.Message);
    }

    [Fact]
    public async Task AValueOfTheWrongTypeIsNamedUnlessItIsSecret()
    {
        Task<RunException> Fails(Action program) => Assert.ThrowsAsync<RunException>(() => EvaluateAsync(program));
        Assert.Equal("The setting 'p:odd' is '1,5', not a number such as 0.5.", (await Fails(() => new Config().RequireDouble("odd"))).Message);
        Assert.Contains("'fatigue', not true or false", (await Fails(() => new Config().GetBoolean("name"))).Message, StringComparison.Ordinal);
        Assert.Contains("'0.7', not a whole number", (await Fails(() => new Config().GetInt32("spot"))).Message, StringComparison.Ordinal);
        Assert.Contains("not JSON for", (await Fails(() => new Config().RequireObject<Shape>("name"))).Message, StringComparison.Ordinal);
        Assert.Equal("The setting 'p:key' is a secret that is not true or false.", (await Fails(() => new Config().GetBoolean("key"))).Message);
    }

    [Fact]
    public async Task SecretGettersGiveSecretOutputs()
    {
        var config = new List<Resolved<string>>();
        await EvaluateAsync(() =>
        {
            var settings = new Config();
            foreach (var output in new[]
            {
                settings.RequireSecret("key"), settings.RequireSecretInt32("count").Apply(v => $"{v}"),
                settings.RequireSecretBoolean("yes").Apply(v => $"{v}"), settings.GetSecretDouble("spot")!.Apply(v => v.ToString(CultureInfo.InvariantCulture)),
                settings.RequireSecretObject<Shape>("shape", JsonSerializerOptions.Default).Apply(v => $"{v.Vcpu}"),
            })
                config.Add(output.ResolveAsync().GetAwaiter().GetResult());
        });
        Assert.Equal(["hunter2", "40", "True", "0.7", "2"], config.Select(value => value.Value));
        Assert.All(config, value => Assert.True(value.IsSecret));
    }

    [Fact]
    public async Task AVariableThatIsNotJsonIsNamedWithoutItsText()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => EvaluateAsync(() => { }, values: "hunter2"));
        Assert.Contains("PULUMI_CONFIG is not a JSON object of strings", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EvaluationsAtTheSameTimeKeepTheirOwnConfiguration()
    {
        var read = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var name = "";
            await EvaluateAsync(() => name = new Config().Require("name"), $$"""{"p:name":"{{i}}"}""");
            return name;
        })));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), read);
    }
}

namespace CloudStacks.Cli.Tests.Options;

public class UsageTests
{
    [Theory]
    [InlineData("up aws-lambada", "unknown service 'aws-lambada'; expected one of aws-batch, aws-lambda")]
    [InlineData("up azure-logic-apps", "azure-logic-apps: planned, not yet working")]
    [InlineData("up", "services")]
    [InlineData("up aws-batch --stack Trial", "--stack Trial: expected 1 to 40 of a-z, 0-9 and -")]
    [InlineData("up aws-batch --stack ../x", "--stack ../x: expected")]
    [InlineData("up aws-batch --set vcpu", "--set vcpu: expected KEY=VALUE")]
    [InlineData("up aws-batch --set vcpus=2", "--set vcpus=2: unknown key; expected one of vcpu,")]
    [InlineData("up aws-batch --set cloudstacks:vcpus=2", "unknown key")]
    [InlineData("up aws-batch --set scf=1.2", "--set scf=1.2: this is a setting of the job; give it to run or try")]
    [InlineData("up aws-batch --expires-after soon", "--expires-after soon: expected hours, minutes or seconds, such as 8h")]
    [InlineData("up aws-batch --bogus", "bogus")]
    [InlineData("run aws-batch --set vcpu=1", "--set vcpu=1: this is a setting of the stack; give it to up")]
    [InlineData("run aws-batch --set scf=a", "scf = a: expected a finite number with a decimal point")]
    [InlineData("run aws-batch --set scf=1000", "scf")]
    [InlineData("run aws-batch --faults kill=2", "faults: kill=2; expected a rate from 0 to 1")]
    [InlineData("run aws-batch --faults burn=0.1", "unknown fault 'burn'")]
    [InlineData("run aws-batch --cloud --faults kill=0.1", "--faults are for the local cloud")]
    [InlineData("run aws-batch --input /no/such/folder", "--input /no/such/folder: there is no such folder")]
    [InlineData("run aws-batch --input / --shards 3", "--input and --shards exclude each other")]
    [InlineData("run aws-batch --seed 3", "--seed needs --shards")]
    [InlineData("run aws-batch --shards -1", "--shards -1: expected a whole number from 0 to 100000")]
    [InlineData("run aws-batch --shards many", "--shards many: expected a whole number")]
    [InlineData("run aws-batch --slices 0", "--slices 0: expected a whole number from 1 to 10000")]
    [InlineData("run aws-batch --job UPPER", "job id 'UPPER': expected 1 to 40 of a-z")]
    [InlineData("run aws-batch --timeout 5", "--timeout 5: expected hours, minutes or seconds, such as 10m")]
    [InlineData("run aws-batch --failed-only --shards 3", "--failed-only takes input, task and settings from the earlier job")]
    [InlineData("logs aws-batch --slice -1", "--slice -1: expected a whole number from 0")]
    [InlineData("package --rid osx-arm64", "--rid osx-arm64: expected one of linux-x64, linux-arm64")]
    [InlineData("bogus", "bogus")]
    public async Task AWrongCommandLineIsRefusedBeforeAnyWork(string line, string expected)
    {
        using var test = new TestHost();
        Assert.Equal(ExitCodes.Usage, await test.RunAsync(line.Split(' ')));
        Assert.Contains(expected, test.Error);
        Assert.DoesNotContain("   at ", test.Error);
        Assert.Equal("", test.Output);
        Assert.False(Directory.Exists(Path.Combine(test.Folder, "home")));
    }

    [Theory]
    [InlineData("run aws-batch")]
    [InlineData("outputs aws-batch")]
    [InlineData("logs aws-batch")]
    public async Task WithoutAStackTheNextStepIsUp(string line)
    {
        using var test = new TestHost();
        Assert.Equal(ExitCodes.Failed, await test.RunAsync(line.Split(' ')));
        Assert.Contains("stack 'trial' of aws-batch is not deployed", test.Error);
        Assert.Contains("next:  cloudstacks up aws-batch --stack trial", test.Error);
    }

    [Fact]
    public async Task EveryVerbExplainsItselfWithAnExample()
    {
        foreach (var verb in new[] { "list", "try", "preview", "up", "run", "outputs", "logs", "down", "doctor", "package", "test" })
        {
            using var test = new TestHost();
            Assert.Equal(ExitCodes.Ok, await test.RunAsync(verb, "--help"));
            Assert.Contains($"cloudstacks {verb}", test.Output);
        }
    }
}

namespace CloudStacks.Cli.Tests.Local;

[Collection(nameof(LocalHome))]
public class KillTests
{
    [Theory]
    [InlineData(250)]
    [InlineData(450)]
    public async Task UpFinishesAfterAKill(int milliseconds)
    {
        using var home = new LocalHome();
        await home.KillAsync(TimeSpan.FromMilliseconds(milliseconds), "up", "aws-batch");
        Assert.Equal(ExitCodes.Ok, (await home.RunAsync("up", "aws-batch")).ExitCode);
        Assert.Contains("nothing to change", (await home.RunAsync("up", "aws-batch")).Output);
        await GoesDownAsync(home);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1000)]
    public async Task DownFinishesAfterARunWasKilled(int milliseconds)
    {
        using var home = new LocalHome();
        await home.RunAsync("up", "aws-batch");
        await home.KillAsync(TimeSpan.FromMilliseconds(milliseconds), "run", "aws-batch", "--set", "passes=5000");
        await GoesDownAsync(home);
    }

    [Fact]
    public async Task DownFinishesAfterItWasKilledItself()
    {
        using var home = new LocalHome();
        await home.RunAsync("up", "aws-batch");
        await home.KillAsync(TimeSpan.FromMilliseconds(400), "down", "aws-batch");
        await GoesDownAsync(home);
    }

    private static async Task GoesDownAsync(LocalHome home)
    {
        var down = await home.RunAsync("down", "aws-batch");
        Assert.True(down.ExitCode == ExitCodes.Ok, down.Error);
        Assert.Empty(home.Remains());
        Assert.Empty(home.Workers());
    }
}

namespace CloudStacks.LocalCloud.Tests.Engine;

/// <summary>A process may be killed before and after every write of the state and every effect of a model.</summary>
public sealed class CrashTests
{
    [Fact]
    public Task UpThenDownFinishAfterACrashAnywhere() => AtEveryPoint(async workshop =>
    {
        var state = await workshop.UpAsync(Second);
        Assert.Equal(state.Resources.Where(r => r.Type == Thing.Token).Select(r => r.Id).Order(StringComparer.Ordinal), workshop.Existing);
        await workshop.UpAsync(Second);
        Assert.Empty(workshop.Done);
        await workshop.DownAsync();
    });

    [Fact]
    public Task DownFinishesAfterACrashAnywhere() => AtEveryPoint(workshop => workshop.DownAsync());

    private static async Task AtEveryPoint(Func<Workshop, Task> finish)
    {
        for (var point = 0; ; point++)
        {
            using var workshop = new Workshop();
            workshop.Crash.Reset(point);
            var crashed = await LifeAsync(workshop);
            workshop.Crash.Reset(null);
            await finish(workshop);
            Assert.Empty(workshop.Existing);
            Assert.False(Directory.Exists(workshop.Store.Folder), $"something is left after a crash at point {point}");
            if (!crashed)
            {
                Assert.True(point > 60, $"the life has {point} points only");
                return;
            }
        }
    }

    private static async Task<bool> LifeAsync(Workshop workshop)
    {
        try
        {
            await workshop.UpAsync(First);
            await workshop.UpAsync(Second);
            await workshop.DownAsync();
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private static void First()
    {
        var updated = new Thing("updated", new() { Color = "red" });
        var replaced = new Thing("replaced", new() { Shape = "round" });
        var fixedName = new Thing("fixed", new() { Name = "fixed", Shape = "round" });
        _ = new Thing("user", new() { Color = replaced.Arn, Shape = fixedName.Arn });
        _ = new Thing("removed", new() { Color = updated.Arn });
    }

    private static void Second()
    {
        _ = new Thing("updated", new() { Color = "blue" });
        var replaced = new Thing("replaced", new() { Shape = "square" });
        var fixedName = new Thing("fixed", new() { Name = "fixed", Shape = "square" });
        _ = new Thing("user", new() { Color = replaced.Arn, Shape = fixedName.Arn });
        _ = new Thing("added", new() { Color = "green" });
    }
}

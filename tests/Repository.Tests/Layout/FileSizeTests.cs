using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Layout;

/// <summary>A file is about one thing.</summary>
public sealed class FileSizeTests
{
    private static readonly int[] Lines = [.. WorkTree.FilesOf(".cs").Select(file => File.ReadAllLines(WorkTree.Full(file)).Length).Order()];

    [Fact]
    public void HalfOfTheFilesHaveAtMost60Lines() => Assert.InRange(Lines[Lines.Length / 2], 1, 60);

    [Fact]
    public void NineOfTenFilesHaveAtMost200Lines() => Assert.InRange(Lines[Lines.Length * 9 / 10], 1, 200);

    [Fact]
    public void NoFileHasMoreThan300Lines() =>
        Assert.All(WorkTree.FilesOf(".cs"), file => Assert.True(File.ReadAllLines(WorkTree.Full(file)).Length <= 300, $"{file} has more than 300 lines"));
}

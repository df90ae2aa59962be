using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Tests.Commands;

public sealed class ExitCodeTests
{
    public static TheoryData<Exception, int> Ends => new()
    {
        { new UsageException("x"), 64 },
        { new StoreException(StoreProblem.BadKey, "a", "k", "x"), 64 },
        { new StoreException(StoreProblem.NoSuchStore, "a", "k", "x"), 64 },
        { new StoreException(StoreProblem.Rejected, "a", "k", "x"), 64 },
        { new TaskFailedException("x"), 65 },
        { new InconsistentException("x"), 70 },
        { new InvalidOperationException("x"), 70 },
        { new StoreException(StoreProblem.Unavailable, "a", "k", "x"), 75 },
        { new TransientException("x"), 75 },
        { new StoreException(StoreProblem.AccessDenied, "s3:PutObject", "k", "x"), 77 },
        { new OperationCanceledException("x"), 143 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void AServiceCanTellWhatIsWorthARetry(Exception end, int expected) => Assert.Equal(expected, WorkerProgram.Explain(end).ExitCode);
}

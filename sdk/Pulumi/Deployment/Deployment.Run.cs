namespace Pulumi;

public sealed partial class Deployment
{
    private const int CannotDeploy = 1;

    /// <summary>Refuses: the embedded SDK cannot deploy. The result is a non-zero exit code.</summary>
    public static Task<int> RunAsync(Action action) => RefuseAsync();

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RefuseAsync();

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func) => RefuseAsync();

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => RefuseAsync();

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>() where TStack : Stack, new() => RefuseAsync();

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider) where TStack : Stack => RefuseAsync();

    private static async Task<int> RefuseAsync()
    {
        await Console.Error.WriteLineAsync(
            "This program was built with the embedded Pulumi SDK, which cannot deploy to a cloud: run `pulumi up` inside the stack's own " +
            "folder under stacks/, or build it with the official packages by `dotnet build -p:PulumiSdk=official`.").ConfigureAwait(false);
        return CannotDeploy;
    }
}

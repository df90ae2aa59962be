using System.Globalization;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;

namespace CloudStacks.LocalCloud.Services.Lambda;

/// <summary>How many invocations may run at once: a function's reserved concurrency, and what is left of the account's for all others.</summary>
internal sealed class Concurrency(IEnumerable<DeployedFunction> functions)
{
    // The default of an account: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. New accounts start lower.
    private const int OfAccount = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _reserved = functions.Where(function => function.Reserved is not null).ToDictionary(function => function.Name, _ => 0, StringComparer.Ordinal);
    private readonly int _unreservedLimit = OfAccount - functions.Sum(function => function.Reserved ?? 0);
    private int _unreserved;

    /// <summary>Takes a place; null and no place where all are taken, with the reason.</summary>
    public string? Enter(DeployedFunction function)
    {
        lock (_gate)
        {
            if (function.Reserved is not { } limit)
            {
                return _unreserved < _unreservedLimit ? Take(ref _unreserved) : Throttled("ConcurrentInvocationLimitExceeded", _unreservedLimit);
            }
            if (_reserved[function.Name] >= limit)
            {
                return Throttled("ReservedFunctionConcurrentInvocationLimitExceeded", limit);
            }
            _reserved[function.Name]++;
            return null;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(DeployedFunction function)
    {
        lock (_gate)
        {
            _ = function.Reserved is null ? --_unreserved : --_reserved[function.Name];
        }
    }

    private static string? Take(ref int count)
    {
        count++;
        return null;
    }

    private static string Throttled(string reason, int limit) => string.Create(CultureInfo.InvariantCulture, $"Rate Exceeded. ({reason}: {limit} run at once)");
}

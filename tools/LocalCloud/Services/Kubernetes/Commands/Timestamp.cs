using System.Globalization;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>Times as Kubernetes writes them: RFC 3339 in whole seconds.</summary>
internal static class Timestamp
{
    public static string Of(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

using System.Globalization;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;

/// <summary>The environment of an instance: https://docs.cloud.google.com/run/docs/container-contract, https://docs.cloud.google.com/functions/docs/configuring/env-var.</summary>
internal static class InstanceVariables
{
    /// <summary>Throws <see cref="TaskStartException"/> where the function's account is missing.</summary>
    public static Dictionary<string, string> Of(DeployedFunction function, GoogleCloud google, int port)
    {
        try
        {
            var variables = google.EnvironmentFor(function.Settings.ServiceAccount
                ?? throw new IdentityException("the function names no service account, and the project's default account is not one that this stack declares (serviceConfig.serviceAccountEmail)"));
            foreach (var (name, value) in function.Settings.Environment)
            {
                variables[name] = value;
            }
            variables["PORT"] = port.ToString(CultureInfo.InvariantCulture);
            variables["K_SERVICE"] = function.Name;
            variables["K_CONFIGURATION"] = function.Name;
            variables["K_REVISION"] = $"{function.Name}-00001";
            variables["FUNCTION_TARGET"] = function.Settings.EntryPoint ?? function.Name;
            variables["FUNCTION_SIGNATURE_TYPE"] = "cloudevent";
            // In the cloud an instance is alone behind its port; here nobody else may reach it.
            variables["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
            return variables;
        }
        catch (IdentityException refusal)
        {
            throw new TaskStartException(refusal.Message, refusal);
        }
    }
}

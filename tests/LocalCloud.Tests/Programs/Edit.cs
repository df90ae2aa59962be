using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Aws.Batch;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Lambda;
using Pulumi.Aws.Lambda.Inputs;
using Pulumi.Aws.Sfn;
using Pulumi.Aws.Sqs;
using Pulumi.Gcp.CloudRunV2.Inputs;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>Changes what a program declares, as an edit of its source would: Pulumi's own transformations, given to its component.</summary>
internal static class Edit
{
    /// <summary>Edits the arguments of one type; the resource's name, without its component's, may narrow it down.</summary>
    public static ResourceTransformation Of<TArgs>(Action<TArgs> edit, string name = "") where TArgs : ResourceArgs => resource =>
    {
        if (resource.Args is TArgs args && resource.Resource.GetResourceName().EndsWith(name, StringComparison.Ordinal))
        {
            edit(args);
        }
        return null;
    };

    /// <summary>Edits the container that a job definition or a task definition declares.</summary>
    public static ResourceTransformation Container(Action<JsonObject> edit) => resource =>
    {
        if (resource.Args is JobDefinitionArgs job)
        {
            job.ContainerProperties = job.ContainerProperties!.Apply(json => Edited(json!, edit));
        }
        else if (resource.Args is TaskDefinitionArgs task)
        {
            task.ContainerDefinitions = task.ContainerDefinitions.Apply(json => Edited(json, (JsonNode list) => edit(list[0]!.AsObject())));
        }
        return null;
    };

    /// <summary>Edits the definition of the state machine.</summary>
    public static ResourceTransformation Machine(Action<JsonObject> edit) => Of<StateMachineArgs>(args =>
        args.Definition = args.Definition.Apply(json => Edited(json, edit)));

    /// <summary>Edits the task of a Cloud Run job.</summary>
    public static ResourceTransformation RunTask(Action<JobTemplateTemplateArgs> edit) => Of<Pulumi.Gcp.CloudRunV2.JobArgs>(args =>
        args.Template = args.Template.Apply(job =>
        {
            job.Template = job.Template.Apply(task => With(task, edit));
            return job;
        }));

    /// <summary>Edits the container of a Cloud Run job.</summary>
    public static ResourceTransformation RunContainer(Action<JobTemplateTemplateContainerArgs> edit) => RunTask(task =>
        task.Containers = task.Containers.Apply(containers => containers.SetItem(0, With(containers[0], edit))));

    /// <summary>Edits the Job that a CronJob is the template of.</summary>
    public static ResourceTransformation KubernetesJob(Action<JobSpecArgs> edit) => Of<CronJobArgs>(args =>
        args.Spec = args.Spec!.Apply(cron => With(cron, spec => spec.JobTemplate = spec.JobTemplate.Apply(template => With(template, job => job.Spec = job.Spec!.Apply(inner => With(inner, edit)))))));

    /// <summary>Edits the pods of that Job.</summary>
    public static ResourceTransformation Pod(Action<PodSpecArgs> edit) => KubernetesJob(job =>
        job.Template = job.Template.Apply(template => With(template, pod => pod.Spec = pod.Spec!.Apply(spec => With(spec, edit)))));

    /// <summary>Edits the container of those pods.</summary>
    public static ResourceTransformation PodContainer(Action<ContainerArgs> edit) => Pod(pod =>
        pod.Containers = pod.Containers.Apply(containers => containers.SetItem(0, With(containers[0], edit))));

    /// <summary>Takes one statement out of a role's policy.</summary>
    public static ResourceTransformation WithoutStatement(string sid) => Of<RolePolicyArgs>(args =>
        args.Policy = args.Policy.Apply(json => Edited(json.AsT0, policy => Remove(policy["Statement"]!.AsArray(), "Sid", sid))));

    /// <summary>Takes one statement out of a queue's policy.</summary>
    public static ResourceTransformation WithoutQueueStatement(string sid) => Of<QueuePolicyArgs>(args =>
        args.Policy = args.Policy.Apply(json => Edited(json.AsT0, policy => Remove(policy["Statement"]!.AsArray(), "Sid", sid))));

    /// <summary>Takes one variable out of the environment of the task or the function.</summary>
    public static ResourceTransformation WithoutVariable(string name) => resource =>
    {
        if (resource.Args is FunctionArgs function)
        {
            function.Environment = function.Environment!.Apply(environment => new FunctionEnvironmentArgs { Variables = environment.Variables.Apply(variables => variables.Remove(name)) });
        }
        return Container(container => Remove(container["environment"]!.AsArray(), "name", name))(resource);
    };

    private static T With<T>(T args, Action<T> edit)
    {
        edit(args);
        return args;
    }

    private static void Remove(JsonArray entries, string key, string value) => entries.RemoveAll(entry => (string?)entry![key] == value);

    private static string Edited(string json, Action<JsonObject> edit) => Edited(json, (JsonNode document) => edit(document.AsObject()));

    private static string Edited(string json, Action<JsonNode> edit)
    {
        var document = JsonNode.Parse(json)!;
        edit(document);
        return document.ToJsonString();
    }
}

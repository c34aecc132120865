using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace NewsArchive.Web.Api;

/// <summary>The API described as OpenAPI, with parameters and an answer as example for each address.</summary>
internal static class ApiDescription
{
    private static readonly Lazy<JsonObject> Examples = new(() =>
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream(
            "NewsArchive.Web.Api.examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    });

    /// <summary>What an address answers, shortened; null where there is no example of it.</summary>
    public static JsonNode? ExampleOf(ApiRoute route) => Examples.Value[route.Pattern];

    public static void Configure(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/",
            StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "NewsArchive",
                Version = "1",
                Description = "Read only. Every error is a problem detail (RFC 9457); lists have a total and lead on by Link; answers have an "
                    + "ETag and are 304 for whoever has them.",
            };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Describe);
    });

    public static void Map(WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json");

    /// <summary>The library maps GET alone: a question for the head is answered by what GET answers, which the server
    /// cuts.</summary>
    public static Task AnswerHead(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && context.Request.Path.StartsWithSegments("/openapi"))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().FirstOrDefault() is not { } route)
            return Task.CompletedTask;
        operation.Parameters = [];
        if (route.Pattern.Contains("{id", StringComparison.Ordinal))
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = "its number",
                Example = 1,
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            });
        foreach (var parameter in route.Parameters)
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Said,
                Example = parameter.IsNumber
                    ? JsonValue.Create(long.Parse(parameter.Example,
                        System.Globalization.CultureInfo.InvariantCulture)) : JsonValue.Create(parameter.Example),
                Schema = new OpenApiSchema
                {
                    Type = parameter.IsNumber
                    ? JsonSchemaType.Integer : JsonSchemaType.String
                },
            });
        operation.Responses = new()
        {
            ["200"] = new OpenApiResponse
            {
                Description = route.Said,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Example = ExampleOf(route)?.DeepClone() },
                },
            },
            ["400"] = Problem("A parameter is not known or cannot be read; the detail says which."),
            ["429"] = Problem("Asked too often; Retry-After says how long to wait."),
        };
        if (route.Pattern.Contains("{id",
            StringComparison.Ordinal)) operation.Responses["404"] = Problem("There is none of that number.");
        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(string said) => new()
    {
        Description = said,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
    };
}

using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Assistants;

/// <summary>The archive as a server of the Model Context Protocol: on standard input and output, or at
/// <c>/mcp</c>.</summary>
public static class AssistantServer
{
    private const string Instructions =
        "An archive of news articles, read from files. Search first, read the article, then quote with its address and line number. "
        + "A value whose status is inferred is the archive's conclusion and not stated in the file: say so. Never state a total, a "
        + "date or a speaker that no tool has answered.";

    /// <summary>Names of what an assistant may ask.</summary>
    public static IReadOnlyList<string> Tools { get; } = [.. typeof(ArchiveTools).GetMethods()
        .Select(m => m.GetCustomAttribute<McpServerToolAttribute>()?.Name).OfType<string>()];

    /// <summary>Serves until standard input ends.</summary>
    public static async Task RunAsync(Archive archive, string? baseUrl, CancellationToken cancel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
        builder.Services.AddArchive(archive, SearchLimits.None).AddSingleton(SiteAddress.Of(baseUrl));
        Add(builder.Services).WithStdioServerTransport();
        using var host = builder.Build();
        await host.RunAsync(cancel);
    }

    internal static void AddHttp(IServiceCollection services) => Add(services).WithHttpTransport(http =>
        http.Stateless = true);

    /// <summary>Whoever sits at this machine may ask; others name the passphrase as a bearer token.</summary>
    internal static void Map(WebApplication app, CorrectionGuard guard)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/mcp"), branch => branch.Use(async (context,
            next) =>
        {
            const string Scheme = "Bearer ";
            var given = context.Request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme,
                StringComparison.OrdinalIgnoreCase)
                ? header[Scheme.Length..].Trim() : null;
            if (guard.IsAtThisMachine(context) || guard.Knows(context, given))
            {
                await next(context);
                return;
            }
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Results.Problem(
                "Only whoever sits at the archive's machine, or names its passphrase as a bearer token, asks here.",
                statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
        }));
        app.MapMcp("/mcp");
    }

    private static IMcpServerBuilder Add(IServiceCollection services) => services.AddMcpServer(server =>
    {
        server.ServerInfo = new Implementation
        {
            Name = "newsarchive",
            Title = "NewsArchive",
            Version = WebApp.Version,
        };
        server.ServerInstructions = Instructions;
    }).WithTools<ArchiveTools>();
}

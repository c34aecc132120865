using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace NewsArchive.Web.Observability;

/// <summary>
/// Serilog: events to standard error, and as JSON lines to a file where one is named. The section <c>Serilog</c> of
/// <c>appsettings.json</c> beside the program, or variables such as <c>Serilog__MinimumLevel__Default</c>, override
/// this.
/// </summary>
internal static class Logs
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>
    /// One line a request. The path comes without its query string: what was searched for is not logged.
    /// </summary>
    private const string Request = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0.0} ms";

    /// <summary>A log file is closed at this size, and this many are kept.</summary>
    private const long LargestFile = 20 * 1024 * 1024;
    private const int FilesKept = 10;

    public static void Configure(WebApplicationBuilder builder, WebAppOptions options)
    {
        var section = builder.Configuration.GetSection("Serilog");
        builder.Services.AddSerilog(
            (_, logger) =>
            {
                logger
                    .MinimumLevel.Is(options.Quiet ? LogEventLevel.Warning : LogEventLevel.Information)
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    // Keys live and die with the process; that none is encrypted on disk is nothing to warn of.
                    .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                    // Why the site does not start is said in one line by whoever starts it.
                    .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                    .Enrich.FromLogContext()
                    .WriteTo.Console(
                        outputTemplate: Line,
                        standardErrorFromLevel: LogEventLevel.Verbose,
                        formatProvider: CultureInfo.InvariantCulture);
                if (options.LogFile is { } file) ToFile(logger, file);
                if (section.Exists()) logger.ReadFrom.Configuration(builder.Configuration);
            },
            preserveStaticLogger: true);
    }

    public static void LogRequests(WebApplication app) =>
        app.UseSerilogRequestLogging(requests =>
        {
            requests.MessageTemplate = Request;
            requests.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        });

    private static void ToFile(LoggerConfiguration logger, string file) => logger.WriteTo.File(
        new JsonFormatter(renderMessage: true),
        file,
        fileSizeLimitBytes: LargestFile,
        rollOnFileSizeLimit: true,
        retainedFileCountLimit: FilesKept);
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace NewsArchive.Web.Observability;

/// <summary>
/// Serilog: events to standard error, and as JSON lines to a file where one is named. The section <c>Serilog</c> of
/// <c>appsettings.json</c> beside the program, or variables such as <c>Serilog__MinimumLevel__Default</c>, override this.
/// </summary>
internal static class Logs
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>A log file is closed at this size, and this many are kept.</summary>
    private const long LargestFile = 20 * 1024 * 1024;
    private const int FilesKept = 10;

    public static void Configure(WebApplicationBuilder builder, WebAppOptions options)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(options.Quiet ? LogEventLevel.Warning : LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(outputTemplate: Line, standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: CultureInfo.InvariantCulture);
        if (options.LogFile is { } file)
            configuration.WriteTo.File(new JsonFormatter(renderMessage: true), file, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: FilesKept);
        if (builder.Configuration.GetSection("Serilog").Exists())
            configuration.ReadFrom.Configuration(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerProvider>(_ => new SerilogLoggerProvider(configuration.CreateLogger(), dispose: true));
    }
}

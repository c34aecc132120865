using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Sql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace NewsArchive.Web.Observability;

/// <summary>
/// What the site does, counted by OpenTelemetry and shown at <c>/metrics</c> as Prometheus reads it; traces go to the
/// collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names, else nowhere.
/// </summary>
internal sealed class Metrics : IDisposable
{
    private readonly Meter meter = new(ArchiveMeter.Name);
    private readonly Counter<long> answers;

    public Metrics(Archive archive)
    {
        answers = meter.CreateCounter<long>("newsarchive.answers",
            description: "Answers by where they came from: made, kept, or known to the asker");
        meter.CreateObservableGauge("newsarchive.articles", () => ArchiveMeter.Articles(archive),
            description: "Articles in the archive");
        meter.CreateObservableGauge("newsarchive.database.size", () => archive.Size, "By",
            "The archive's file");
        meter.CreateObservableGauge("newsarchive.database.log", () => SizeOf(archive.Beside + "-wal"), "By",
            "The log beside it");
        meter.CreateObservableGauge("newsarchive.import.documents", () => ArchiveMeter.ImportedDocuments(archive),
            description: "Documents of the last import so far");
    }

    public void Answered(string from) => answers.Add(1, new KeyValuePair<string, object?>("from", from));

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;

    public static void Configure(IServiceCollection services)
    {
        services.AddSingleton<Metrics>();
        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(ArchiveMeter.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation(
                ).AddPrometheusExporter());
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    public static void Map(WebApplication app)
    {
        app.Services.GetRequiredService<Metrics>();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    public void Dispose() => meter.Dispose();
}

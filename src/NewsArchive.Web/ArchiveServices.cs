using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web;

/// <summary>What asks an archive, for the site and for assistants alike.</summary>
public static class ArchiveServices
{
    public static IServiceCollection AddArchive(this IServiceCollection services, Archive archive, SearchLimits limits)
    {
        services.AddSingleton(archive);
        services.AddSingleton(TimeProvider.System);
        // What only reads may be answered by a server that follows another.
        services.AddScoped(provider => provider.GetService<IHttpContextAccessor>()?.HttpContext?.Request.OnlyReads() == true
            ? archive.DbToRead() : archive.Db());
        services.AddScoped<BrowseQuery>();
        services.AddScoped<ArticleQuery>();
        services.AddSingleton(new SearchQuery(archive, TimeProvider.System, limits));
        services.AddSingleton<SuggestQuery>();
        services.AddScoped<SavedSearches>();
        services.AddScoped<EntityQuery>();
        services.AddScoped<StoryQuery>();
        services.AddScoped<CompareQuery>();
        services.AddScoped<RelatedQuery>();
        services.AddScoped<StatsQuery>();
        services.AddScoped<QuoteQuery>();
        services.AddSingleton<ExportQuery>();
        services.AddSingleton(new ArticlePipeline(TimeProvider.System));
        services.AddScoped<PeriodQuery>();
        services.AddScoped<HouseQuery>();
        services.AddScoped<SameQuery>();
        services.AddScoped<CorrectionLog>();
        services.AddSingleton<ExampleNames>();
        services.AddScoped<Storage.Queries.Desk>();
        services.AddScoped(_ => Actor.Unnamed);
        services.AddScoped<LineCorrector>();
        services.AddScoped<StoryCorrector>();
        services.AddScoped<NameCorrector>();
        services.AddScoped<ArticleCorrector>();
        services.AddScoped<ArticleRemover>();
        services.AddScoped<SameAnswers>();
        return services;
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsArchive.Storage.Sql.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        private const string Rows =
            """
            CREATE TABLE archivestate (number bigint NOT NULL, version integer NOT NULL);
            INSERT INTO archivestate (number, version) VALUES (0, 0);
            INSERT INTO archiveidentity (id) VALUES (replace(gen_random_uuid()::text, '-', ''));
            INSERT INTO contentchanges (id, number) VALUES (1, 0);
            CREATE INDEX ix_articles_headlinestart ON articles (lower(left(headline, 100)));
            CREATE INDEX ix_articles_originstart ON articles (left(origin, 600));
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "aliases",
                columns: table => new
                {
                    entityid = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    articleid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_aliases", x => new { x.entityid, x.text });
                });

            migrationBuilder.CreateTable(
                name: "archiveidentity",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_archiveidentity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "articleauthors",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    authorid = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_articleauthors", x => new { x.articleid, x.authorid });
                });

            migrationBuilder.CreateTable(
                name: "articlechanges",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_articlechanges", x => x.articleid);
                });

            migrationBuilder.CreateTable(
                name: "articleentities",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    entityid = table.Column<long>(type: "bigint", nullable: false),
                    mentions = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_articleentities", x => new { x.articleid, x.entityid });
                });

            migrationBuilder.CreateTable(
                name: "articles",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    externalid = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    originalid = table.Column<long>(type: "bigint", nullable: false),
                    contenthash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    texthash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    supplied = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    format = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    encoding = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    headline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    headlinestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    standfirst = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    byline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    bylinestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sourceid = table.Column<long>(type: "bigint", nullable: true),
                    foundsourceid = table.Column<long>(type: "bigint", nullable: true),
                    sourcename = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sourcestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    published = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    publishedprecision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    publishedoffset = table.Column<int>(type: "integer", nullable: true),
                    publishedstatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    dateline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    languagestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    urlstatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lede = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    words = table.Column<int>(type: "integer", nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    keptlines = table.Column<int>(type: "integer", nullable: false),
                    textlines = table.Column<int>(type: "integer", nullable: false),
                    repairs = table.Column<int>(type: "integer", nullable: false),
                    storyid = table.Column<long>(type: "bigint", nullable: true),
                    foundstoryid = table.Column<long>(type: "bigint", nullable: true),
                    duplicateofid = table.Column<long>(type: "bigint", nullable: true),
                    copyofid = table.Column<long>(type: "bigint", nullable: true),
                    addedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    runid = table.Column<long>(type: "bigint", nullable: true),
                    updatedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_articles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "authors",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    foundname = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    replacedbyid = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_authors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "changednames",
                columns: table => new
                {
                    entityid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changednames", x => x.entityid);
                });

            migrationBuilder.CreateTable(
                name: "collected",
                columns: table => new
                {
                    collectionid = table.Column<long>(type: "bigint", nullable: false),
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collected", x => new { x.collectionid, x.articleid });
                });

            migrationBuilder.CreateTable(
                name: "collections",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collections", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contentchanges",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contentchanges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "correctedarticles",
                columns: table => new
                {
                    correctionid = table.Column<long>(type: "bigint", nullable: false),
                    articleid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_correctedarticles", x => new { x.correctionid, x.articleid });
                });

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    who = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    copy = table.Column<int>(type: "integer", nullable: false),
                    subjectid = table.Column<long>(type: "bigint", nullable: true),
                    targetid = table.Column<long>(type: "bigint", nullable: true),
                    scope = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    undoneat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corrections", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "curations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    who = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entityid = table.Column<long>(type: "bigint", nullable: false),
                    otherid = table.Column<long>(type: "bigint", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    articleid = table.Column<long>(type: "bigint", nullable: true),
                    key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    undoneat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_curations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "entities",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    foundname = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    foundkind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    country = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ishidden = table.Column<bool>(type: "boolean", nullable: false),
                    replacedbyid = table.Column<long>(type: "bigint", nullable: true),
                    articles = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    settings = table.Column<byte[]>(type: "bytea", nullable: false),
                    documents = table.Column<int>(type: "integer", nullable: false),
                    keptcharacters = table.Column<long>(type: "bigint", nullable: false),
                    leftoutcharacters = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => x.path);
                });

            migrationBuilder.CreateTable(
                name: "importresults",
                columns: table => new
                {
                    runid = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    articleid = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_importresults", x => new { x.runid, x.place });
                });

            migrationBuilder.CreateTable(
                name: "importruns",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    startedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    finishedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paths = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    files = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    duplicates = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    readbytes = table.Column<long>(type: "bigint", nullable: false),
                    totalbytes = table.Column<long>(type: "bigint", nullable: false),
                    seenat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    keptcharacters = table.Column<long>(type: "bigint", nullable: false),
                    leftoutcharacters = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_importruns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "linecorrections",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    who = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    copy = table.Column<int>(type: "integer", nullable: false),
                    iskept = table.Column<bool>(type: "boolean", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    confidence = table.Column<double>(type: "double precision", nullable: false),
                    undoneat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_linecorrections", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "linecounts",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lines = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_linecounts", x => new { x.kind, x.rule });
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    start = table.Column<int>(type: "integer", nullable: false),
                    end = table.Column<int>(type: "integer", nullable: false),
                    entityid = table.Column<long>(type: "bigint", nullable: false),
                    foundid = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mentions", x => new { x.articleid, x.start });
                });

            migrationBuilder.CreateTable(
                name: "namelinks",
                columns: table => new
                {
                    foundid = table.Column<long>(type: "bigint", nullable: false),
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    intoid = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_namelinks", x => new { x.foundid, x.articleid });
                });

            migrationBuilder.CreateTable(
                name: "notes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    copy = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "originals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    contenthash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_originals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quotes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    start = table.Column<int>(type: "integer", nullable: false),
                    end = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    speakerid = table.Column<long>(type: "bigint", nullable: true),
                    speakerfoundid = table.Column<long>(type: "bigint", nullable: true),
                    cue = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    line = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    isperhaps = table.Column<bool>(type: "boolean", nullable: false),
                    groupid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quotes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quoteshingles",
                columns: table => new
                {
                    hash = table.Column<long>(type: "bigint", nullable: false),
                    quoteid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quoteshingles", x => new { x.hash, x.quoteid });
                });

            migrationBuilder.CreateTable(
                name: "readfields",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    headline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    headlinestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    standfirst = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    bylines = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    bylinestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sourcestatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    published = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    publishedprecision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    publishedoffset = table.Column<int>(type: "integer", nullable: true),
                    publishedstatus = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    languagestatus = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_readfields", x => x.articleid);
                });

            migrationBuilder.CreateTable(
                name: "readings",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_readings", x => x.articleid);
                });

            migrationBuilder.CreateTable(
                name: "readmarks",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_readmarks", x => x.articleid);
                });

            migrationBuilder.CreateTable(
                name: "relations",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    otherid = table.Column<long>(type: "bigint", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    names = table.Column<double>(type: "double precision", nullable: false),
                    words = table.Column<double>(type: "double precision", nullable: false),
                    main = table.Column<double>(type: "double precision", nullable: false),
                    nearness = table.Column<double>(type: "double precision", nullable: false),
                    neighbours = table.Column<double>(type: "double precision", nullable: false),
                    person = table.Column<double>(type: "double precision", nullable: false),
                    days = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_relations", x => new { x.articleid, x.otherid });
                });

            migrationBuilder.CreateTable(
                name: "removedarticles",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    correctionid = table.Column<long>(type: "bigint", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    externalid = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    originalid = table.Column<long>(type: "bigint", nullable: false),
                    contenthash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    texthash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    supplied = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    format = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    encoding = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    headline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sourcename = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    published = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reading = table.Column<byte[]>(type: "bytea", nullable: false),
                    addedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updatedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    runid = table.Column<long>(type: "bigint", nullable: true),
                    storyid = table.Column<long>(type: "bigint", nullable: true),
                    foundstoryid = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_removedarticles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    readat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    originalid = table.Column<long>(type: "bigint", nullable: false),
                    headline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_revisions", x => new { x.articleid, x.number });
                });

            migrationBuilder.CreateTable(
                name: "savedsearches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    query = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    createdat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seenarticleid = table.Column<long>(type: "bigint", nullable: false),
                    seenat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_savedsearches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    foundname = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    replacedbyid = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sources", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stars",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stars", x => x.articleid);
                });

            migrationBuilder.CreateTable(
                name: "stories",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    headarticleid = table.Column<long>(type: "bigint", nullable: false),
                    articles = table.Column<int>(type: "integer", nullable: false),
                    texts = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    to = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    movedtoid = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "storyacts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    who = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    storyid = table.Column<long>(type: "bigint", nullable: true),
                    articleids = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    targetid = table.Column<long>(type: "bigint", nullable: true),
                    undoneat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_storyacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "storysignatures",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: true),
                    data = table.Column<byte[]>(type: "bytea", nullable: false),
                    closeness = table.Column<double>(type: "double precision", nullable: false),
                    reports = table.Column<double>(type: "double precision", nullable: false),
                    closest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    islinked = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_storysignatures", x => x.articleid);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    articleid = table.Column<long>(type: "bigint", nullable: false),
                    tag = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tags", x => new { x.articleid, x.tag });
                });

            migrationBuilder.CreateIndex(
                name: "ix_articleauthors_authorid",
                table: "articleauthors",
                column: "authorid");

            migrationBuilder.CreateIndex(
                name: "ix_articlechanges_number",
                table: "articlechanges",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_articleentities_entityid_articleid",
                table: "articleentities",
                columns: new[] { "entityid", "articleid" });

            migrationBuilder.CreateIndex(
                name: "ix_articles_copyofid",
                table: "articles",
                column: "copyofid");

            migrationBuilder.CreateIndex(
                name: "ix_articles_duplicateofid",
                table: "articles",
                column: "duplicateofid");

            migrationBuilder.CreateIndex(
                name: "ix_articles_externalid",
                table: "articles",
                column: "externalid")
                .Annotation("Npgsql:IndexMethod", "hash");

            migrationBuilder.CreateIndex(
                name: "ix_articles_foundstoryid",
                table: "articles",
                column: "foundstoryid");

            migrationBuilder.CreateIndex(
                name: "ix_articles_id_published_sourceid_language_storyid_copyofid_he~",
                table: "articles",
                columns: new[] { "id", "published", "sourceid", "language", "storyid", "copyofid", "headlinestatus", "words" });

            migrationBuilder.CreateIndex(
                name: "ix_articles_origin",
                table: "articles",
                column: "origin")
                .Annotation("Npgsql:IndexMethod", "hash");

            migrationBuilder.CreateIndex(
                name: "ix_articles_published",
                table: "articles",
                column: "published");

            migrationBuilder.CreateIndex(
                name: "ix_articles_sourceid",
                table: "articles",
                column: "sourceid");

            migrationBuilder.CreateIndex(
                name: "ix_articles_storyid",
                table: "articles",
                column: "storyid");

            migrationBuilder.CreateIndex(
                name: "ix_articles_texthash",
                table: "articles",
                column: "texthash");

            migrationBuilder.CreateIndex(
                name: "ix_authors_foundname",
                table: "authors",
                column: "foundname")
                .Annotation("Npgsql:IndexMethod", "hash");

            migrationBuilder.CreateIndex(
                name: "ix_authors_replacedbyid",
                table: "authors",
                column: "replacedbyid",
                filter: "ReplacedById IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_collected_articleid",
                table: "collected",
                column: "articleid");

            migrationBuilder.CreateIndex(
                name: "ix_collections_name",
                table: "collections",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_correctedarticles_articleid",
                table: "correctedarticles",
                column: "articleid");

            migrationBuilder.CreateIndex(
                name: "ix_entities_articles",
                table: "entities",
                column: "articles",
                descending: new bool[0],
                filter: "Articles > 0 AND NOT IsHidden");

            migrationBuilder.CreateIndex(
                name: "ix_entities_key",
                table: "entities",
                column: "key")
                .Annotation("Npgsql:IndexMethod", "hash");

            migrationBuilder.CreateIndex(
                name: "ix_entities_replacedbyid",
                table: "entities",
                column: "replacedbyid");

            migrationBuilder.CreateIndex(
                name: "ix_linecorrections_articleid",
                table: "linecorrections",
                column: "articleid");

            migrationBuilder.CreateIndex(
                name: "ix_mentions_entityid",
                table: "mentions",
                column: "entityid");

            migrationBuilder.CreateIndex(
                name: "ix_mentions_foundid",
                table: "mentions",
                column: "foundid");

            migrationBuilder.CreateIndex(
                name: "ix_namelinks_intoid",
                table: "namelinks",
                column: "intoid");

            migrationBuilder.CreateIndex(
                name: "ix_notes_articleid",
                table: "notes",
                column: "articleid");

            migrationBuilder.CreateIndex(
                name: "ix_originals_contenthash",
                table: "originals",
                column: "contenthash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quotes_articleid_start",
                table: "quotes",
                columns: new[] { "articleid", "start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quotes_groupid",
                table: "quotes",
                column: "groupid");

            migrationBuilder.CreateIndex(
                name: "ix_quotes_speakerid",
                table: "quotes",
                column: "speakerid");

            migrationBuilder.CreateIndex(
                name: "ix_quoteshingles_quoteid",
                table: "quoteshingles",
                column: "quoteid");

            migrationBuilder.CreateIndex(
                name: "ix_relations_otherid",
                table: "relations",
                column: "otherid");

            migrationBuilder.CreateIndex(
                name: "ix_removedarticles_correctionid",
                table: "removedarticles",
                column: "correctionid");

            migrationBuilder.CreateIndex(
                name: "ix_removedarticles_origin",
                table: "removedarticles",
                column: "origin");

            migrationBuilder.CreateIndex(
                name: "ix_removedarticles_texthash",
                table: "removedarticles",
                column: "texthash");

            migrationBuilder.CreateIndex(
                name: "ix_savedsearches_name",
                table: "savedsearches",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sources_foundname",
                table: "sources",
                column: "foundname")
                .Annotation("Npgsql:IndexMethod", "hash");

            migrationBuilder.CreateIndex(
                name: "ix_storysignatures_day",
                table: "storysignatures",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_storysignatures_islinked",
                table: "storysignatures",
                column: "islinked",
                filter: "NOT IsLinked");

            migrationBuilder.CreateIndex(
                name: "ix_tags_tag",
                table: "tags",
                column: "tag");
            migrationBuilder.Sql(Rows);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "aliases");

            migrationBuilder.DropTable(
                name: "archiveidentity");

            migrationBuilder.DropTable(
                name: "articleauthors");

            migrationBuilder.DropTable(
                name: "articlechanges");

            migrationBuilder.DropTable(
                name: "articleentities");

            migrationBuilder.DropTable(
                name: "articles");

            migrationBuilder.DropTable(
                name: "authors");

            migrationBuilder.DropTable(
                name: "changednames");

            migrationBuilder.DropTable(
                name: "collected");

            migrationBuilder.DropTable(
                name: "collections");

            migrationBuilder.DropTable(
                name: "contentchanges");

            migrationBuilder.DropTable(
                name: "correctedarticles");

            migrationBuilder.DropTable(
                name: "corrections");

            migrationBuilder.DropTable(
                name: "curations");

            migrationBuilder.DropTable(
                name: "entities");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "importresults");

            migrationBuilder.DropTable(
                name: "importruns");

            migrationBuilder.DropTable(
                name: "linecorrections");

            migrationBuilder.DropTable(
                name: "linecounts");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "namelinks");

            migrationBuilder.DropTable(
                name: "notes");

            migrationBuilder.DropTable(
                name: "originals");

            migrationBuilder.DropTable(
                name: "quotes");

            migrationBuilder.DropTable(
                name: "quoteshingles");

            migrationBuilder.DropTable(
                name: "readfields");

            migrationBuilder.DropTable(
                name: "readings");

            migrationBuilder.DropTable(
                name: "readmarks");

            migrationBuilder.DropTable(
                name: "relations");

            migrationBuilder.DropTable(
                name: "removedarticles");

            migrationBuilder.DropTable(
                name: "revisions");

            migrationBuilder.DropTable(
                name: "savedsearches");

            migrationBuilder.DropTable(
                name: "sources");

            migrationBuilder.DropTable(
                name: "stars");

            migrationBuilder.DropTable(
                name: "stories");

            migrationBuilder.DropTable(
                name: "storyacts");

            migrationBuilder.DropTable(
                name: "storysignatures");

            migrationBuilder.DropTable(
                name: "tags");
        }
    }
}

using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>What the database itself does when something is written: made anew whenever the schema is brought up to
/// date.</summary>
internal static class PostgresSchema
{
    /// <summary>
    /// Before the first statement of a transaction that writes, one lock and one count: whoever sees the new number
    /// sees what was written with it, and numbers are never out of order. They are microseconds since 1970, so that a
    /// server that takes over never gives out again what was lost with the one before.
    /// </summary>
    private const string Functions =
        $"""
        CREATE OR REPLACE FUNCTION archive_next(last bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $body$
            SELECT greatest(last + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        $body$;
        CREATE OR REPLACE FUNCTION archive_is_written() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE before bigint; now bigint;
        BEGIN
            IF current_setting('newsarchive.counted', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
                PERFORM pg_advisory_xact_lock({PostgresLocks.Writing});
                PERFORM set_config('newsarchive.counted', pg_current_xact_id()::text, true);
                SELECT number INTO before FROM archivestate;
                UPDATE archivestate SET number = archive_next(number) RETURNING number INTO now;
                -- What this connection wrote, and what another wrote last.
                IF current_setting('newsarchive.own', true) IS DISTINCT FROM before::text THEN
                    PERFORM set_config('newsarchive.others', before::text, false);
                END IF;
                PERFORM set_config('newsarchive.own', now::text, false);
            END IF;
            RETURN NULL;
        END $body$;
        CREATE OR REPLACE FUNCTION archive_article_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            INSERT INTO articlechanges (articleid, number)
                SELECT CASE WHEN TG_OP = 'DELETE' THEN old.id ELSE new.id END, archive_next(coalesce(max(number), 0)) FROM articlechanges
                ON CONFLICT (articleid) DO UPDATE SET number = excluded.number;
            RETURN NULL;
        END $body$;
        CREATE OR REPLACE FUNCTION archive_ids_given() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE highest bigint; last bigint; given text := pg_get_serial_sequence(TG_TABLE_NAME, 'id');
        BEGIN
            EXECUTE format('SELECT max(id) FROM %I', TG_TABLE_NAME) INTO highest;
            EXECUTE format('SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM %s', given) INTO last;
            IF highest > last THEN PERFORM setval(given, highest); END IF;
            RETURN NULL;
        END $body$;
        CREATE OR REPLACE TRIGGER archive_added AFTER INSERT OR DELETE ON articles
            FOR EACH ROW EXECUTE FUNCTION archive_article_changed();
        CREATE OR REPLACE TRIGGER archive_changed
            AFTER UPDATE OF headline, standfirst, byline, sourcename, body, language ON articles
            FOR EACH ROW EXECUTE FUNCTION archive_article_changed();

        """;

    /// <summary>Of one schema; run in the transaction of the migration or after it.</summary>
    public static string Of(ArchiveDb db)
    {
        var sql = new StringBuilder(Functions);
        foreach (var type in db.Model.GetEntityTypes())
        {
            var table = type.GetTableName();
            sql.Append("CREATE OR REPLACE TRIGGER archive_written BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ").Append(table)
                .Append(" FOR EACH STATEMENT EXECUTE FUNCTION archive_is_written();\n");
            // Numbers that are given by hand, as where an archive comes back from elsewhere, are not given again.
            if (GivenByDatabase.IsNumberOf(type))
                sql.Append("CREATE OR REPLACE TRIGGER archive_given AFTER INSERT ON ").Append(table)
                    .Append(" FOR EACH STATEMENT EXECUTE FUNCTION archive_ids_given();\n");
        }
        return sql.ToString();
    }
}

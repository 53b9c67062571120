package dev.mandate.bench.tokens;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * People, their agents and who is signed in, written straight into the tables of identity-service, which no event tells of: what is measured
 * asks the database alone. Ids count up.
 */
final class ManyPeople implements AutoCloseable {
    private final Connection connection;
    private final int people;
    private final int sessions;

    private ManyPeople(Connection connection, int people, int sessions) {
        this.connection = connection;
        this.people = people;
        this.sessions = sessions;
    }

    /**
     * @param people of whom one in ten has an agent
     * @param sessions of the first of them, one each
     */
    static ManyPeople of(Platform platform, int people, int sessions) throws SQLException {
        var settings = ServiceSettings.of("identity", platform);
        var connection = DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.flyway.username"),
                settings.get("quarkus.flyway.password"));
        return new ManyPeople(connection, people, sessions);
    }

    /**
     * @param application to which each session has signed in once
     * @param directory that keeps users by SCIM, as many as one may
     */
    void write(String application, String directory, int users) throws SQLException {
        execute("""
                INSERT INTO identities (id, revision, kind, status, display_name, employee_id, email, email_since, created_at)
                SELECT 'per_' || lpad(to_hex(n), 26, '0'), 1, 'PERSON', 'ACTIVE', 'Person ' || n, 'E' || n,
                       'person' || n || '@bench.example', now(), now()
                FROM generate_series(1, %d) n""".formatted(people));
        execute("""
                INSERT INTO identities (id, revision, kind, status, display_name, owner_id, platform, purpose, created_at)
                SELECT 'agt_' || lpad(to_hex(n), 26, '0'), 1, 'AGENT', 'ACTIVE', 'Agent ' || n, 'per_' || lpad(to_hex(n), 26, '0'),
                       'bench', 'measuring', now()
                FROM generate_series(1, %d) n""".formatted(people / 10));
        execute("""
                INSERT INTO sign_in_sessions (id, token_hash, person_id, created_at, authenticated_at, acr, amr, address, browser,
                                              last_used_at, ends_at)
                SELECT 'ses_' || lpad(to_hex(n), 26, '0'), sha256(convert_to(lpad(n::text, 43, 'c'), 'UTF8')),
                       'per_' || lpad(to_hex(n), 26, '0'), now(), now(), 'urn:mandate:acr:mfa', 'hwk mfa', '192.0.2.1', 'bench', now(),
                       now() + interval '12 hours'
                FROM generate_series(1, %d) n""".formatted(sessions));
        execute("""
                INSERT INTO authorizations (id, client_id, person_id, sign_in_id, scopes, redirect_uri, code_hash, code_challenge,
                                            code_ends_at, code_used_at, acr, amr, authenticated_at, created_at, ends_at)
                SELECT 'aut_' || lpad(to_hex(n), 26, '0'), '%s', 'per_' || lpad(to_hex(n), 26, '0'), 'ses_' || lpad(to_hex(n), 26, '0'),
                       'openid', 'https://bench.example/', sha256(convert_to('code ' || n, 'UTF8')), 'none', now(), now(),
                       'urn:mandate:acr:mfa', 'hwk mfa', now(), now(), now() + interval '12 hours'
                FROM generate_series(1, %d) n""".formatted(application, sessions));
        execute("""
                INSERT INTO refresh_tokens (token_hash, authorization_id, created_at)
                SELECT encode(sha256(convert_to('refresh ' || n, 'UTF8')), 'hex'), 'aut_' || lpad(to_hex(n), 26, '0'), now()
                FROM generate_series(1, %d) n""".formatted(sessions));
        execute("""
                INSERT INTO scim_resources (id, kind, client_id, name_key, external_id, content, version, created_at, changed_at)
                SELECT 'per_' || lpad(to_hex(n), 26, '0'), 'USER', '%s', 'person' || n || '@bench.example', 'x' || n,
                       '{"userName": "person' || n || '@bench.example", "externalId": "x' || n || '", "active": true, "name": '
                       || '{"givenName": "Person", "familyName": "' || n || '"}, "emails": [{"value": "person' || n
                       || '@bench.example", "primary": true}]}', 1, now(), now()
                FROM generate_series(1, %d) n""".formatted(directory, users));
        for (var table :
                List.of("identities", "sign_in_sessions", "authorizations", "refresh_tokens", "scim_resources"))
            execute("VACUUM ANALYZE " + table);
    }

    static String person(int n) {
        return "per_" + padded(n);
    }

    private static String padded(int n) {
        var digits = Integer.toHexString(n);
        return "0".repeat(26 - digits.length()) + digits;
    }

    /** Of who is signed in; from 1. */
    static String cookie(int n) {
        var digits = Integer.toString(n);
        return "mandate-session=" + "c".repeat(43 - digits.length()) + digits;
    }

    /** Rows of tables that were looked at, by an index or without one, since the database began. */
    long read() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_user_tables")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

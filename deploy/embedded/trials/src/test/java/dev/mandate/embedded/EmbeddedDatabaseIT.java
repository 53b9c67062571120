package dev.mandate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.provisioning.DatabasePlan;
import dev.mandate.provisioning.DatabaseServer;
import dev.mandate.provisioning.ServiceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    @TempDir
    static Path directory;

    private static Credentials credentials;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        credentials = Credentials.loadOrCreate(directory.resolve("credentials"));
        database = EmbeddedDatabase.in(
                directory.resolve("binaries"), directory.resolve("postgres"), Loopback.freePort(), credentials);
        database.start();
        provision();
        run("identity_owner", "CREATE TABLE fact (id bigint GENERATED ALWAYS AS IDENTITY, what text)");
    }

    @AfterAll
    static void stop() {
        database.stop();
    }

    @Test
    void the_run_time_role_works_with_the_rows_of_its_owner_but_not_with_their_tables() throws Exception {
        run("identity", "INSERT INTO fact (what) VALUES ('a row')");
        run("identity", "UPDATE fact SET what = 'another' WHERE what = 'a row'");
        refused("identity", "DROP TABLE fact");
        refused("identity", "CREATE TABLE mine (id int)");
        refused("identity", "CREATE TABLE public.mine (id int)");
    }

    @Test
    void no_service_reaches_the_schema_of_another() throws Exception {
        for (var service : ServiceDatabase.SERVICES) {
            if (service.equals("identity")) continue;
            refused(service, "SELECT * FROM identity.fact");
            refused(ServiceDatabase.ownerOf(service), "SELECT * FROM identity.fact");
        }
    }

    @Test
    void a_wrong_password_is_refused_and_so_is_another_database() {
        assertThatThrownBy(() -> DriverManager.getConnection(url("mandate"), "identity", "guessed"))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() ->
                        DriverManager.getConnection(url("postgres"), "identity", credentials.password("db.identity")))
                .hasMessageContaining("permission denied");
    }

    @Test
    void commits_are_on_disk_before_they_are_acknowledged() throws Exception {
        assertThat(read("identity", "SELECT current_setting('fsync') || current_setting('synchronous_commit')"))
                .isEqualTo("onon");
    }

    @Test
    void rows_survive_a_stop_and_provisioning_again_changes_nothing() throws Exception {
        run("identity", "INSERT INTO fact (what) VALUES ('before the stop')");
        database.stop();
        assertThat(database.isRunning()).isFalse();
        database.start();
        provision();
        assertThat(read("identity", "SELECT count(*) FROM fact WHERE what = 'before the stop'"))
                .isEqualTo("1");
    }

    @Test
    void what_somebody_changed_is_shown_and_brought_back() throws Exception {
        assertThat(differences()).isEmpty();
        administer("ALTER ROLE audit PASSWORD 'another'");
        administer("REVOKE USAGE ON SCHEMA authz FROM authz");
        administer(
                "ALTER DEFAULT PRIVILEGES FOR ROLE lifecycle_owner IN SCHEMA lifecycle REVOKE ALL ON TABLES FROM lifecycle");
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        "role audit: set its password to the one that is kept here",
                        "schema lifecycle: lifecycle may use rows of the tables that lifecycle_owner makes",
                        "schema authz: authz may use it");
        provision();
        assertThat(differences()).isEmpty();
    }

    private static List<String> differences() throws SQLException {
        var server = new DatabaseServer(
                Loopback.ADDRESS + ":" + database.port(),
                "",
                "postgres",
                DatabaseProvisioner.SUPERUSER,
                credentials.password("db." + DatabaseProvisioner.SUPERUSER));
        try (var plan = DatabasePlan.of(server, role -> credentials.password("db." + role))) {
            return plan.plan().changes().stream()
                    .map(change -> change.subject() + ": " + change.act())
                    .toList();
        }
    }

    private static void administer(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        url(ServiceDatabase.NAME),
                        DatabaseProvisioner.SUPERUSER,
                        credentials.password("db." + DatabaseProvisioner.SUPERUSER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void committed_rows_survive_a_kill() throws Exception {
        run("identity", "INSERT INTO fact (what) VALUES ('before the kill')");
        database.kill();
        database.start();
        assertThat(read("identity", "SELECT count(*) FROM fact WHERE what = 'before the kill'"))
                .isEqualTo("1");
    }

    @Test
    void a_number_that_is_another_processs_by_now_is_neither_taken_for_the_server_nor_ended() throws Exception {
        var noted = directory.resolve("postgres/data/postmaster.pid");
        var another = new ProcessBuilder("sleep", "600").start();
        try {
            for (var number : List.of(Long.toString(another.pid()), "")) {
                database.stop();
                Files.writeString(noted, number + "\n");
                assertThat(database.isRunning()).isFalse();
                database.stop();
                assertThat(another.isAlive()).isTrue();
                database.start();
                provision();
            }
        } finally {
            another.destroyForcibly();
        }
        assertThat(another.waitFor()).as("killed by the test alone").isEqualTo(128 + 9);
    }

    private static void provision() throws SQLException {
        new DatabaseProvisioner(Loopback.ADDRESS, database.port(), credentials).apply();
    }

    private static void refused(String role, String sql) {
        assertThatThrownBy(() -> run(role, sql))
                .as("%s: %s", role, sql)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    private static void run(String role, String sql) throws SQLException {
        try (var connection = connect(role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String role, String sql) throws SQLException {
        try (var connection = connect(role);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url(ServiceDatabase.NAME), role, credentials.password("db." + role));
    }

    private static String url(String name) {
        return "jdbc:postgresql://" + Loopback.ADDRESS + ":" + database.port() + "/" + name;
    }
}

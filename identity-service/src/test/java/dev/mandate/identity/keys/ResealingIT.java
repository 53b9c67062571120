package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.identity.Api;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The secret changes while the service runs. */
@QuarkusTest
class ResealingIT {
    private static final int MANY = 250;
    private static final String OTHER = "another-secret-another-secret-123";

    @Inject
    Resealing resealing;

    @Inject
    KeyEncryption encryption;

    @Inject
    KeyConfig config;

    @Inject
    SecretSeal secrets;

    @Inject
    SealedStore store;

    @Inject
    @All
    List<SealedColumn> columns;

    @Inject
    Vertx vertx;

    @Inject
    AgroalDataSource database;

    @AfterEach
    void forget() throws SQLException {
        sql("DELETE FROM signal_streams WHERE id LIKE 'str_sealed_%'");
    }

    @Test
    void every_column_of_sealed_values_is_known() throws Throwable {
        assertThat(columns)
                .extracting(SealedColumn::toString)
                .containsExactlyInAnyOrder(
                        "signing_keys.private_sealed",
                        "authenticators.sealed_secret",
                        "signal_streams.authorization_sealed",
                        "issuers.client_secret");
    }

    @Test
    void another_secret_takes_over_in_steps_while_requests_go_on_and_the_former_one_opens_nothing_then()
            throws Throwable {
        var former = encryption.secrets().inOrder().get(0);
        for (int n = 0; n < MANY; n++) stream(id(n), secrets.seal(id(n), value(n)));
        stream("str_sealed_before", SealedBefore.value(former, SealedFor.SHARING, "str_sealed_before", value(0)));

        var going = new AtomicBoolean(true);
        var asked = CompletableFuture.supplyAsync(() -> {
            int times = 0;
            for (; going.get(); times++) {
                Api.admin();
                assertThat(secrets.open(id(times % MANY), sealed(id(times % MANY))))
                        .isEqualTo(value(times % MANY));
            }
            return times;
        });
        var next = UUID.randomUUID() + "-" + UUID.randomUUID();
        named(next + "\n" + former);
        run();
        going.set(false);
        assertThat(asked.join()).isPositive();

        var formerAlone = new Sealing(new EncryptionSecrets(List.of(former)));
        var nextAlone = new Sealing(new EncryptionSecrets(List.of(next)));
        for (var id : List.of(id(0), id(MANY - 1), "str_sealed_before")) {
            assertThat(formerAlone.tryOpen(SealedFor.SHARING, id, sealed(id))).isEmpty();
            assertThat(nextAlone.open(SealedFor.SHARING, id, sealed(id))).isNotEmpty();
        }
        assertThat(left(nextAlone)).isZero();

        named(next);
        run();
        assertThat(encryption.secrets().inOrder()).containsExactly(next);
        Api.as(Api.admin()).post("/keys/rotation").then().statusCode(200);
        VertxContextSupport.subscribeAndAwait(resealing::check);
    }

    @Test
    void a_secret_that_is_taken_out_at_once_opens_until_nothing_is_left_of_it() throws Throwable {
        stream(id(0), secrets.seal(id(0), value(0)));
        var next = UUID.randomUUID() + "-" + UUID.randomUUID();
        named(next);
        run();
        assertThat(encryption.secrets().inOrder()).containsExactly(next);
        assertThat(secrets.open(id(0), sealed(id(0)))).isEqualTo(value(0));
    }

    @Test
    void another_databases_secret_stops_the_start_and_says_what_to_do() {
        var wrong = new KeyEncryption(EncryptionSecretsTest.config(Map.of("mandate.key-encryption-secret", OTHER)));
        var start = new Resealing(wrong, columns, store, vertx);
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(start::check))
                .hasMessageContaining("The key-encryption secret isn't the one of this database")
                .hasMessageContaining("mandate.other-key-encryption-secrets")
                .hasMessageNotContaining(OTHER);
    }

    private void run() throws Throwable {
        try {
            VertxContextSupport.subscribeAndAwait(resealing::run);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void named(String lines) throws Throwable {
        Files.writeString(Path.of(config.keyEncryptionFile().orElseThrow()), lines);
    }

    private static String id(int n) {
        return "str_sealed_" + n;
    }

    private static byte[] value(int n) {
        return ("Bearer " + n).getBytes(UTF_8);
    }

    private void stream(String id, byte[] sealed) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "INSERT INTO signal_streams (id, client_id, kind, method, authorization_sealed, events, status, created_at,"
                                + " next_attempt_at, leased_until) VALUES (?, ?, 'STREAM', 'POLL', ?, '', 'DISABLED', now(), now(), now())")) {
            insert.setString(1, id);
            insert.setString(2, "client of " + id);
            insert.setBytes(3, sealed);
            insert.executeUpdate();
        }
    }

    private byte[] sealed(String id) {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement("SELECT authorization_sealed FROM signal_streams WHERE id = ?")) {
            select.setString(1, id);
            var rows = select.executeQuery();
            assertThat(rows.next()).isTrue();
            return rows.getBytes(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Of all columns, values that another secret sealed. */
    private long left(Sealing sealing) throws SQLException {
        long left = 0;
        for (var column : columns)
            try (var connection = database.getConnection();
                    var count = connection.prepareStatement("SELECT count(*) FROM " + column.table()
                            + " WHERE substring(" + column.column() + " FROM 1 FOR 9) <> ?")) {
                count.setBytes(1, sealing.mark());
                var rows = count.executeQuery();
                rows.next();
                left += rows.getLong(1);
            }
        return left;
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}

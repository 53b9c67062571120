package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.identity.Api;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import jakarta.persistence.Table;
import jakarta.persistence.metamodel.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.reactive.mutiny.Mutiny;
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

    @Inject
    Mutiny.SessionFactory sessions;

    @AfterEach
    void forget() throws SQLException {
        sql("DELETE FROM signal_streams WHERE id LIKE 'str_sealed_%'");
    }

    @Test
    void every_column_of_sealed_values_is_known() {
        assertThat(columns)
                .extracting(SealedColumn::toString)
                .containsExactlyInAnyOrder(
                        "signing_keys.private_sealed",
                        "authenticators.sealed_secret",
                        "signal_streams.authorization_sealed",
                        "issuers.client_secret",
                        "transmitter_polls.sealed");
    }

    @Test
    void rows_of_sealed_values_are_written_by_what_changed() {
        var tables = columns.stream().map(SealedColumn::table).toList();
        assertThat(sessions.getMetamodel().getEntities())
                .map(Type::getJavaType)
                .filteredOn(row -> row.isAnnotationPresent(Table.class)
                        && tables.contains(row.getAnnotation(Table.class).name()))
                .hasSameSizeAs(tables)
                .allMatch(row -> row.isAnnotationPresent(DynamicUpdate.class));
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
    void values_that_nothing_opens_stop_neither_a_start_nor_the_others() throws Throwable {
        for (int n = 0; n <= Resealing.BATCH; n++) stream("str_sealed_00dead" + n, dead(0));
        stream("str_sealed_00dead", dead(-1));
        for (int n = 1; n <= Resealing.BATCH + 1; n++) stream(id(n), secrets.seal(id(n), value(n)));
        VertxContextSupport.subscribeAndAwait(resealing::check);

        var next = UUID.randomUUID() + "-" + UUID.randomUUID();
        named(next);
        run();
        assertThat(encryption.secrets().inOrder()).containsExactly(next);
        for (int n = 1; n <= Resealing.BATCH + 1; n++)
            assertThat(secrets.open(id(n), sealed(id(n)))).isEqualTo(value(n));
        VertxContextSupport.subscribeAndAwait(resealing::check);
        assertThat(sealed("str_sealed_00dead0")).isEqualTo(dead(0));
    }

    @Test
    void a_signing_key_that_nothing_opens_stops_the_start() throws Throwable {
        sql("INSERT INTO signing_keys (id, algorithm, revision, public_jwk, private_sealed, created_at, signs_from)"
                + " SELECT 'key_dead', algorithm, 1, public_jwk, decode(repeat('00', 60), 'hex'), created_at,"
                + " now() + interval '1 day' FROM signing_keys WHERE deleted_at IS NULL LIMIT 1");
        try {
            assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(resealing::check))
                    .hasMessageContaining("signing_keys.private_sealed of key_dead");
        } finally {
            sql("DELETE FROM signing_keys WHERE id = 'key_dead'");
        }
    }

    @Test
    void who_locks_all_keys_waits_before_one_is_held_for_sealing_anew() throws Throwable {
        var keys = columns.stream()
                .filter(column -> column.use() == SealedFor.SIGNING)
                .findFirst()
                .orElseThrow();
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> store.locked(
                        keys, new byte[Sealing.MARK_BYTES], SealedStore.Side.ABOVE, "", Resealing.BATCH)
                .invoke(held -> assertThat(held).isNotEmpty())
                .call(() -> vertx.executeBlocking(
                        () -> {
                            assertThatThrownBy(
                                            () -> sql(
                                                    "DO $$ BEGIN LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE NOWAIT; END $$"))
                                    .hasMessageContaining("could not obtain lock");
                            return true;
                        },
                        false))));
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
        VertxContextSupport.subscribeAndAwait(resealing::run);
    }

    private void named(String lines) throws IOException {
        Files.writeString(Path.of(config.keyEncryptionFile().orElseThrow()), lines);
    }

    /** Before or behind all that is sealed. */
    private static byte[] dead(int with) {
        var bytes = new byte[60];
        Arrays.fill(bytes, (byte) with);
        return bytes;
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
                            + " WHERE substring(" + column.column() + " FROM 1 FOR " + Sealing.MARK_BYTES + ") <> ?")) {
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

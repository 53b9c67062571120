package dev.mandate.audit.checkpoints;

import static dev.mandate.audit.AuditStory.eventuallyTrue;
import static dev.mandate.audit.AuditStory.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.checkpoints.CheckpointResource.CheckpointPage;
import dev.mandate.audit.checkpoints.CheckpointResource.Consistency;
import dev.mandate.audit.checkpoints.CheckpointResource.Proof;
import dev.mandate.audit.transparency.Doubt;
import dev.mandate.audit.transparency.Doubt.Kind;
import dev.mandate.audit.transparency.NoteSigner;
import dev.mandate.audit.transparency.Proofs;
import dev.mandate.audit.transparency.SignedCheckpoint;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Whoever has the owner's role of the database changes what he likes; the broker isn't his. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckpointIT {
    private static final String NEWEST_SIGNED =
            "SELECT max(seq) FROM trail_entry WHERE seq <= (SELECT upto FROM trail_tree)";
    private static final String INSERT =
            "INSERT INTO trail_entry (occurred_at, clock_ahead, topic, type, source, event_id, summary, payload)"
                    + " VALUES (now(), false, 'agent.actions.v1', 'test.v1', 'urn:test', gen_random_uuid()::text, 'A line', '{}')";

    @Inject
    StoredLines lines;

    @Inject
    Pool database;

    @Inject
    TreeStore store;

    @Inject
    dev.mandate.messaging.outbox.Outbox outbox;

    @Inject
    TrailKeys keys;

    @Inject
    CheckpointConfig config;

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @BeforeEach
    void all_that_happened_is_signed() throws Exception {
        var story = AuditStory.begun();
        story.calls("crm.read_contact", Map.of("id", "7"));
        story.calls("email.send", Map.of("to", "ada@own.example"));
        eventuallyTrue(
                () -> assertThat(number("SELECT count(*) FROM trail_entry WHERE session = '" + story.session() + "'"))
                        .isGreaterThanOrEqualTo(5));
        isSigned();
        nothingMoreIsSigned();
    }

    /** What the risk job finds a moment later would be signed while something else is looked at. */
    private static void nothingMoreIsSigned() throws SQLException {
        execute("UPDATE trail_tree SET holder = 'nobody', held_until = clock_timestamp() + interval '1 hour'");
    }

    @AfterEach
    void signingGoesOn() throws SQLException {
        execute("UPDATE trail_tree SET held_until = '-infinity'");
    }

    private static void isSigned() throws SQLException {
        var newest = number("SELECT max(seq) FROM trail_entry");
        eventuallyTrue(() -> assertThat(number("SELECT upto FROM trail_tree")).isGreaterThanOrEqualTo(newest));
        eventuallyTrue(() -> assertThat(number("SELECT count(*) FROM outbox")).isZero());
    }

    @Test
    @Order(1)
    void that_a_line_was_there_is_shown_by_a_proof_that_needs_no_more_than_the_published_key() throws Exception {
        assertThat(ServedTrail.verified().doubts()).isEmpty();
        var number = number(NEWEST_SIGNED);
        var proof = ServedTrail.read("/trail/" + number + "/proof", Proof.class);
        var page = ServedTrail.read("/trail/checkpoints?limit=1", CheckpointPage.class);
        var signed = SignedCheckpoint.parse(proof.checkpoint().note());
        var path = proof.path().stream().map(Base64.getDecoder()::decode).toList();
        var line = Base64.getDecoder().decode(proof.line());
        assertThat(signed.isBy(
                        dev.mandate.audit.transparency.NoteKey.parse(page.keys().get(0))))
                .isTrue();
        assertThat(Proofs.includes(
                        signed.checkpoint().rootBytes(), signed.checkpoint().size(), proof.index(), line, path))
                .isTrue();
        get("/trail/999999999/proof", "trail:read").statusCode(404);
        get("/trail/checkpoints", "findings:read").statusCode(403);

        var oldest = ServedTrail.read("/trail/checkpoints?order=asc&limit=1", CheckpointPage.class)
                .checkpoints()
                .get(0);
        var newest = page.checkpoints().get(0);
        var consistency = ServedTrail.read(
                "/trail/checkpoints/consistency?from=" + oldest.size() + "&to=" + newest.size(), Consistency.class);
        assertThat(Proofs.begins(
                        oldest.size(),
                        SignedCheckpoint.parse(oldest.note()).checkpoint().rootBytes(),
                        newest.size(),
                        SignedCheckpoint.parse(newest.note()).checkpoint().rootBytes(),
                        consistency.path().stream()
                                .map(Base64.getDecoder()::decode)
                                .toList()))
                .isTrue();
    }

    @Test
    @Order(2)
    void whatever_of_a_line_is_changed_its_number_is_told() throws Exception {
        var changes = List.of(
                "summary = 'Nothing happened'",
                "person = 'per_other'",
                "outcome = 'refused'",
                "session = NULL",
                "occurred_at = occurred_at - interval '1 microsecond'",
                "payload = payload || '{\"tool\":\"other\"}'",
                "original_sha256 = sha256('other')");
        // Each in a line of its own: to hold the whole trail against what was signed takes longer than all else here.
        var numbers = newestWithRecords(changes.size());
        assertThat(whileSaved(numbers, changes))
                .filteredOn(doubt -> doubt.kind() != Kind.RECORD)
                .allSatisfy(doubt -> assertThat(doubt.kind()).isEqualTo(Kind.CHANGED))
                .extracting(Doubt::first)
                .containsExactlyInAnyOrderElementsOf(numbers);
        var records = List.of("original = 'other'", "original = NULL");
        assertThat(whileSaved(numbers.subList(0, records.size()), records))
                .extracting(Doubt::kind, Doubt::first)
                .containsExactlyInAnyOrder(tuple(Kind.RECORD, numbers.get(0)), tuple(Kind.RECORD, numbers.get(1)));
    }

    @Test
    @Order(3)
    void a_line_that_is_gone_and_one_that_was_put_in_are_told() throws Exception {
        var number = number(NEWEST_SIGNED);
        assertThat(whileSaved(number, "DELETE FROM trail_entry WHERE seq = " + number))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.kind()).isEqualTo(Kind.MISSING))
                .satisfies(doubt -> assertThat(doubt.first()).isEqualTo(number));
        assertThat(whileSaved(
                        number,
                        "INSERT INTO trail_entry SELECT (jsonb_populate_record(line, '{\"recorded_at\":\"2026-01-01T00:00:00Z\"}')).* FROM trail_entry AS line WHERE seq = "
                                + number))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.kind()).isEqualTo(Kind.PUT_IN));
        execute(
                "INSERT INTO trail_entry SELECT (jsonb_populate_record(line, '{\"seq\":-9223372036854775808}')).* FROM trail_entry AS line WHERE seq = "
                        + number);
        try {
            assertThat(ServedTrail.verified().doubts())
                    .as("before the first number")
                    .singleElement()
                    .satisfies(doubt -> assertThat(doubt.kind()).isEqualTo(Kind.PUT_IN));
        } finally {
            execute("DELETE FROM trail_entry WHERE seq < 0");
        }
    }

    @Test
    @Order(4)
    void two_lines_that_changed_their_numbers_are_told() throws Exception {
        var number = number(NEWEST_SIGNED);
        var before = number("SELECT max(seq) FROM trail_entry WHERE seq < " + number);
        var swap = "UPDATE trail_entry SET seq = CASE seq WHEN %1$d THEN %2$d ELSE %1$d END WHERE seq IN (%1$d, %2$d)"
                .formatted(number, before);
        execute(swap);
        try {
            assertThat(ServedTrail.verified().doubts()).extracting(Doubt::first).contains(before, number);
        } finally {
            execute(swap);
        }
        assertThat(ServedTrail.verified().isSound()).isTrue();
    }

    @Test
    @Order(5)
    void a_checkpoint_by_another_key_and_one_that_was_taken_away_are_told() throws Exception {
        var size = number("SELECT max(size) FROM trail_checkpoint");
        var forged = NoteSigner.of(config.origin(), "the secret of whoever has the database")
                .sign(size, new byte[32], Instant.now());
        var note = text("SELECT note FROM trail_checkpoint WHERE size = " + size);
        execute("UPDATE trail_checkpoint SET note = '" + forged.note() + "' WHERE size = " + size);
        try {
            assertThat(ServedTrail.verified().doubts()).extracting(Doubt::kind).contains(Kind.NOT_SIGNED);
            execute("UPDATE trail_checkpoint SET note = 'none' WHERE size = " + size);
            assertThat(ServedTrail.verified().doubts())
                    .as("what is no checkpoint")
                    .extracting(Doubt::kind)
                    .contains(Kind.NOT_SIGNED);
            execute("DELETE FROM trail_checkpoint WHERE size = " + size);
            assertThat(ServedTrail.verified().doubts()).extracting(Doubt::kind).containsExactly(Kind.CUT_OFF);
        } finally {
            execute("INSERT INTO trail_checkpoint VALUES (" + size + ", now(), '" + note
                    + "') ON CONFLICT (size) DO UPDATE SET note = excluded.note");
        }
    }

    @Test
    @Order(6)
    void digests_that_were_changed_are_told_and_the_lines_are_held_without_them() throws Exception {
        var flip =
                "UPDATE trail_tile SET entries = set_byte(entries, 20, get_byte(entries, 20) # 1) WHERE level = 0 AND tile = 0";
        execute(flip);
        try {
            assertThat(ServedTrail.verified().doubts()).extracting(Doubt::kind).containsExactly(Kind.DIGESTS);
        } finally {
            execute(flip);
        }
    }

    @Test
    @Order(7)
    void the_service_itself_cannot_take_back_what_it_signed() throws Exception {
        var platform = Platform.shared();
        try (var connection = DriverManager.getConnection(platform.jdbcUrl(), "audit", platform.password("db.audit"));
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    "UPDATE trail_checkpoint SET note = ''",
                    "DELETE FROM trail_checkpoint",
                    "DELETE FROM trail_tile",
                    "DELETE FROM trail_tree"))
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
        }
    }

    @Test
    @Order(8)
    void of_lines_as_large_as_an_agent_likes_no_more_are_signed_at_once_than_there_is_memory_for() throws Throwable {
        var before = number("SELECT upto FROM trail_tree");
        execute(
                "INSERT INTO trail_entry (occurred_at, clock_ahead, topic, type, source, event_id, summary, payload, original, original_sha256)"
                        + " SELECT now(), false, 'agent.actions.v1', 'test.v1', 'urn:test', gen_random_uuid()::text, 'A large line', '{}', body, sha256(body)"
                        + " FROM (SELECT convert_to(repeat('x', 250000) || line, 'UTF8') AS body FROM generate_series(1, 100) AS line) AS large");
        var some = VertxContextSupport.subscribeAndAwait(() -> lines.settled(before, Long.MAX_VALUE, 10_000));
        assertThat(some).hasSizeBetween(50, 80);
        signingGoesOn();
        isSigned();
        nothingMoreIsSigned();
        assertThat(ServedTrail.verified().doubts()).isEmpty();
    }

    /** Numbers are given in another order than transactions end, some never do, and two replicas sign. */
    @Test
    @Order(9)
    void however_many_write_and_sign_at_once_no_line_is_missed() throws Exception {
        signingGoesOn();
        var before = number("SELECT count(*) FROM trail_entry");
        var signers = List.of(another(), another());
        var writing = new AtomicInteger(6);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var writers = IntStream.range(0, 6)
                    .mapToObj(writer -> threads.submit((Callable<Integer>) () -> {
                        try {
                            return writes(writer);
                        } finally {
                            writing.decrementAndGet();
                        }
                    }))
                    .toList();
            var signing = signers.stream()
                    .map(signer -> threads.submit((Callable<Boolean>) () -> {
                        while (writing.get() > 0) signsOrGivesWay(signer);
                        return true;
                    }))
                    .toList();
            var written = 0;
            for (var writer : writers) written += writer.get();
            for (var signer : signing) signer.get();
            assertThat(number("SELECT count(*) FROM trail_entry")).isGreaterThanOrEqualTo(before + written);
        } finally {
            threads.shutdownNow();
        }
        signingGoesOn();
        isSigned();
        var verdict = ServedTrail.verified();
        assertThat(verdict.doubts()).isEmpty(); // a line that was missed would count as put in
        assertThat(verdict.held()).isGreaterThanOrEqualTo(before);
    }

    private Checkpoints another() {
        return another(lines, store);
    }

    private Checkpoints another(StoredLines lines, TreeStore store) {
        return new Checkpoints(
                lines,
                store,
                outbox,
                keys,
                java.time.Clock.systemUTC(),
                config,
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
    }

    /** Nobody keeps the right to sign, so that one is begun while another isn't over. */
    private void signsOrGivesWay(Checkpoints signer) throws Exception {
        signingGoesOn();
        try {
            signer.some();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable slower) {
            assertThat(slower).hasMessageContaining("meanwhile");
        }
    }

    private static int writes(int writer) throws SQLException {
        var platform = Platform.shared();
        var written = 0;
        var random = new java.util.Random(writer);
        try (var connection = DriverManager.getConnection(
                        platform.jdbcUrl() + "?currentSchema=audit", "audit", platform.password("db.audit"));
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int transaction = 0; transaction < 60; transaction++) {
                statement.execute("SELECT pg_current_xact_id()"); // as the inbox's rows come first
                var some = 1 + random.nextInt(20);
                for (int line = 0; line < some; line++) {
                    statement.execute(INSERT);
                    if (random.nextInt(10) == 0) statement.execute("SELECT pg_sleep(0.01)");
                }
                if (random.nextInt(5) == 0) connection.rollback();
                else {
                    connection.commit();
                    written += some;
                }
            }
        }
        return written;
    }

    @Test
    @Order(10)
    void a_trail_that_was_brought_back_from_a_backup_is_told_by_what_is_on_kafka() throws Exception {
        var back = number("SELECT size FROM trail_checkpoint ORDER BY size DESC OFFSET 1 LIMIT 1");
        execute("DELETE FROM trail_checkpoint WHERE size > " + back);
        var verdict = ServedTrail.verified();
        assertThat(verdict.doubts()).extracting(Doubt::kind).containsExactly(Kind.CUT_OFF);
        assertThat(verdict.doubts().get(0).words()).contains("(Kafka)", "backup");

        execute("DELETE FROM trail_entry WHERE seq = (SELECT upto FROM trail_tree)");
        assertThat(ServedTrail.verified().doubts()).extracting(Doubt::kind).contains(Kind.CUT_OFF, Kind.MISSING);
    }

    @Test
    @Order(11)
    void a_trail_that_the_service_was_made_to_sign_anew_is_told_by_what_is_on_kafka() throws Exception {
        // a line of these tests: OutputsIT reads the first of all
        execute("UPDATE trail_entry SET summary = 'Nothing happened'"
                + " WHERE seq = (SELECT min(seq) FROM trail_entry WHERE source = 'urn:test')");
        execute("DELETE FROM trail_checkpoint; DELETE FROM trail_tile; UPDATE trail_tree SET size = 0, upto = 0");
        signingGoesOn();
        isSigned();
        var verdict = ServedTrail.verified();
        assertThat(verdict.doubts())
                .filteredOn(doubt -> doubt.kind() == Kind.TWO_TRAILS)
                .isNotEmpty()
                .allSatisfy(doubt -> assertThat(doubt.words()).contains("(Kafka)", "written anew"));
    }

    @Test
    @Order(12)
    void a_line_with_a_number_that_was_never_given_keeps_none_that_comes_later_from_being_signed() throws Exception {
        execute(INSERT.replace("(occurred_at", "(seq, occurred_at")
                .replace("(now()", "(" + Long.MAX_VALUE + ", now()"));
        try {
            execute(INSERT);
            var newest = number("SELECT max(seq) FROM trail_entry WHERE seq < " + Long.MAX_VALUE);
            signingGoesOn();
            eventuallyTrue(
                    () -> assertThat(number("SELECT upto FROM trail_tree")).isBetween(newest, Long.MAX_VALUE - 1));
        } finally {
            execute("DELETE FROM trail_entry WHERE seq = " + Long.MAX_VALUE);
        }
    }

    @Test
    @Order(13)
    void what_the_database_only_says_is_signed_is_unsigned_by_the_metric_and_the_reason_is_told() throws Throwable {
        var upto = number("SELECT upto FROM trail_tree");
        var signer = another();
        execute("UPDATE trail_tree SET upto = " + Long.MAX_VALUE);
        try {
            signer.some();
        } finally {
            execute("UPDATE trail_tree SET upto = " + upto);
        }
        var later = Instant.now().plus(Unsigned.SHORTEST);
        assertThat(signer.unsigned().lasts(later)).isPositive();
        for (int look = 1; look < Unsigned.LOOKS; look++) signer.unsigned().stands(later, "the same");
        assertThat(signer.unsigned().still(later)).isPresent();
    }

    @Test
    @Order(14)
    void of_very_many_lines_of_one_number_a_page_has_only_some_and_they_are_told() throws Throwable {
        var number = number(NEWEST_SIGNED);
        var recorded = text("SELECT recorded_at FROM trail_entry WHERE seq = " + number);
        execute(
                "INSERT INTO trail_entry SELECT (jsonb_populate_record(line, jsonb_build_object('recorded_at', line.recorded_at + many * interval '1 microsecond'))).*"
                        + " FROM trail_entry AS line, generate_series(1, 2500) AS many WHERE seq = " + number);
        try {
            assertThat(VertxContextSupport.subscribeAndAwait(() -> lines.page(number - 1, 500)))
                    .hasSizeBetween(500, 1500);
            assertThat(ServedTrail.verified().doubts())
                    .extracting(Doubt::kind)
                    .contains(Kind.PUT_IN)
                    .doesNotContain(Kind.CHANGED, Kind.MISSING);
        } finally {
            execute("DELETE FROM trail_entry WHERE seq = " + number + " AND recorded_at <> '" + recorded + "'");
        }
    }

    @Test
    @Order(15)
    void a_replica_that_stops_lets_another_one_sign_at_once() throws Throwable {
        var stopping = another();
        var has = "SELECT count(*) FROM trail_tree WHERE holder = '" + stopping.holder()
                + "' AND held_until > clock_timestamp()";
        eventuallyTrue(() -> {
            execute(INSERT);
            signsOrGivesWay(stopping);
            assertThat(number(has)).isOne();
        });
        stopping.stop(new io.quarkus.runtime.ShutdownEvent());
        assertThat(number(has)).isZero();
    }

    @Test
    @Order(16)
    void lines_that_are_taken_away_while_they_wait_keep_none_that_comes_later_from_being_signed() throws Throwable {
        var signer = another();
        execute("UPDATE trail_tree SET holder = '" + signer.holder() + "'");
        try (var open = owner();
                var writing = open.createStatement()) {
            open.setAutoCommit(false);
            writing.execute("SELECT pg_current_xact_id()");
            execute(INSERT);
            signer.some(); // they wait for the transaction that is open
            execute("DELETE FROM trail_entry WHERE seq > (SELECT upto FROM trail_tree)");
            open.rollback();
        }
        execute(INSERT);
        var newest = number("SELECT max(seq) FROM trail_entry");
        eventuallyTrue(() -> {
            signs(signer);
            assertThat(number("SELECT upto FROM trail_tree")).isGreaterThanOrEqualTo(newest);
        });
    }

    /** A backup that is brought back into another server: what it counts is lower by far. */
    @Test
    @Order(17)
    void what_waited_for_a_transaction_of_a_server_that_is_gone_is_signed_by_the_count_of_the_one_that_is_there()
            throws Throwable {
        var gone = "2026-01-01 00:00:00+00";
        var counts = new AtomicInteger();
        var signer = another(
                new StoredLines(database) {
                    @Override
                    Uni<Numbers> numbers() {
                        return super.numbers()
                                .map(here -> counts.get() > 0 ? here : new Numbers(here.newest(), here.given(), gone));
                    }

                    @Override
                    Uni<Moment> now() {
                        return super.now()
                                .map(here ->
                                        counts.getAndIncrement() > 0 ? here : new Moment("9000000000000000000", gone));
                    }
                },
                store);
        execute("UPDATE trail_tree SET holder = '" + signer.holder() + "'");
        execute(INSERT);
        var newest = number("SELECT max(seq) FROM trail_entry");
        eventuallyTrue(() -> {
            signs(signer);
            assertThat(number("SELECT upto FROM trail_tree")).isGreaterThanOrEqualTo(newest);
        });
        assertThat(counts).hasValueGreaterThan(1);
    }

    /** A dump that is brought back into the same server: it counts on, and gives the numbers after the dump once more. */
    @Test
    @Order(18)
    void what_waited_says_nothing_of_the_lines_that_come_after_a_tree_of_before_was_brought_back() throws Exception {
        var upto = new AtomicLong(7);
        var waits = new AtomicInteger();
        var signer = another(
                new StoredLines(database) {
                    @Override
                    Uni<Numbers> numbers() {
                        return Uni.createFrom().item(new Numbers(9, 9, "server"));
                    }

                    @Override
                    Uni<Moment> now() {
                        waits.incrementAndGet();
                        return Uni.createFrom().item(new Moment("1", "server"));
                    }

                    @Override
                    Uni<Passed> passed(Moment moment) {
                        return Uni.createFrom().item(Passed.NOT_YET);
                    }
                },
                new TreeStore(database) {
                    @Override
                    Uni<Tree> tree() {
                        return Uni.createFrom().item(new Tree(upto.get(), upto.get()));
                    }
                });
        signs(signer);
        upto.set(8); // another replica has signed one of them
        signs(signer);
        assertThat(waits).hasValue(1);
        upto.set(5);
        signs(signer);
        assertThat(waits).hasValue(2);
    }

    private static void signs(Checkpoints signer) throws Exception {
        try {
            signer.some();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> newestWithRecords(int many) throws SQLException {
        var numbers = text("SELECT string_agg(seq::text, ',') FROM (SELECT seq FROM trail_entry"
                + " WHERE seq <= (SELECT upto FROM trail_tree) AND original IS NOT NULL AND session IS NOT NULL"
                + " ORDER BY seq DESC LIMIT " + many + ") AS newest");
        var found = Stream.of(numbers.split(",")).map(Long::valueOf).toList();
        assertThat(found).hasSize(many);
        return found;
    }

    /** Changes each of these lines in one way, and then sets right again what there was. */
    private static List<Doubt> whileSaved(List<Long> numbers, List<String> changes) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            var these =
                    " WHERE seq IN (" + numbers.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
            statement.execute("CREATE TABLE saved AS SELECT * FROM trail_entry" + these);
            for (int i = 0; i < numbers.size(); i++)
                statement.execute("UPDATE trail_entry SET " + changes.get(i) + " WHERE seq = " + numbers.get(i));
            try {
                return ServedTrail.verified().doubts();
            } finally {
                statement.execute("DELETE FROM trail_entry" + these);
                statement.execute("INSERT INTO trail_entry SELECT * FROM saved");
                statement.execute("DROP TABLE saved");
            }
        }
    }

    /** Does something to one line or beside it, and then sets right again what there was. */
    private static List<Doubt> whileSaved(long number, String sql) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE saved AS SELECT * FROM trail_entry WHERE seq = " + number);
            statement.execute(sql);
            try {
                return ServedTrail.verified().doubts();
            } finally {
                statement.execute("DELETE FROM trail_entry WHERE seq = " + number);
                statement.execute("INSERT INTO trail_entry SELECT * FROM saved");
                statement.execute("DROP TABLE saved");
            }
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private static String text(String sql) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static Connection owner() throws SQLException {
        var platform = Platform.shared();
        return DriverManager.getConnection(
                platform.jdbcUrl() + "?currentSchema=audit", "audit_owner", platform.password("db.audit_owner"));
    }
}

package dev.mandate.authz.recording;

import static dev.mandate.authz.recording.SentDecisions.SESSION;
import static dev.mandate.authz.recording.SentDecisions.TEN;
import static dev.mandate.authz.recording.SentDecisions.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.recording.Backlog.Waiting;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.messaging.records.KafkaRecords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker didn't take before a process ended is sent by the next, which starts here with a copy of the files as they were then. */
class JournalTest {
    private static final Duration ACK_TIMEOUT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long BACKLOG_BYTES = 20_000;

    @TempDir
    Path directory;

    @TempDir
    Path afterTheKill;

    private final UnsteadyBroker broker = new UnsteadyBroker();
    private final UnsteadyBroker otherBroker = new UnsteadyBroker();
    private final List<RunningSender> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(RunningSender::close);
    }

    @Test
    void a_denial_that_left_while_the_broker_took_none_is_sent_by_the_next_process() throws Exception {
        broker.down();
        var killed = process(broker);
        var asked = denials(5);
        for (var denial : asked) answered(killed, denial);
        next();
        await().until(() -> otherBroker.taken().equals(asked));
    }

    @Test
    void an_answer_that_could_wait_no_longer_is_sent_by_the_next_process_with_what_became_of_it() throws Exception {
        var silent = new UnsteadyBroker();
        silent.silent();
        var killed = process(silent);
        var denial = denials(1).get(0);
        var allow = decided(1, true, "", Logged.ACKNOWLEDGED);
        var withheld = new Withheld(allow.decision(), TEN, SESSION);
        killed.record(denial, null, failure -> {}).keep(null);
        killed.record(allow, null, failure -> {}).keep(withheld);
        next();
        await().until(() -> otherBroker.taken().equals(List.of(denial, allow, withheld)));
    }

    @Test
    void what_the_broker_took_after_all_is_not_sent_again() throws Exception {
        broker.down();
        var killed = process(broker);
        var asked = denials(20);
        asked.forEach(one -> killed.record(one, null));
        broker.up();
        await().until(() -> broker.taken().size() == 20);
        var late = decided(30, false, "", Logged.ACKNOWLEDGED);
        await().until(() -> left().isEmpty());
        broker.down();
        answered(killed, late);
        next();
        await().until(() -> !otherBroker.taken().isEmpty());
        assertThat(otherBroker.taken()).containsExactly(late);
    }

    @Test
    void replicas_share_a_directory_and_one_that_lives_keeps_its_own() throws Exception {
        broker.down();
        var first = process(broker);
        answered(first, decided(0, false, "", Logged.ACKNOWLEDGED));
        process(otherBroker).record(decided(1, false, "", Logged.ACKNOWLEDGED), null);
        await().until(() -> !otherBroker.taken().isEmpty());
        assertThat(otherBroker.taken()).extracting(DecisionEvent::at).containsExactly(TEN.plusSeconds(1));
    }

    @Test
    void what_was_cut_off_by_the_end_costs_nothing_before_it() throws Exception {
        var file = directory.resolve("one");
        var records = IntStream.range(0, 3)
                .mapToObj(it -> wire(decided(it, false, "", Logged.ACKNOWLEDGED)))
                .toList();
        try (var journal = new JournalFile(file, "one")) {
            for (var record : records) journal.add(record);
            journal.strike(1);
        }
        assertThat(read(file)).extracting(DecisionEvent::at).containsExactly(TEN, TEN.plusSeconds(2));
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 12 - 5); // what strikes, and some of the last
        }
        assertThat(read(file)).extracting(DecisionEvent::at).containsExactly(TEN, TEN.plusSeconds(1));
        var bytes = Files.readAllBytes(file);
        assertThat(JournalFile.read(file).whole())
                .as("nobody waited for what was cut off")
                .isTrue();
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
        assertThat(read(file)).isEmpty();
        assertThat(JournalFile.read(file).whole()).isFalse();
    }

    @Test
    void all_that_was_kept_is_sent_though_more_than_may_wait() throws Exception {
        var silent = new UnsteadyBroker();
        silent.silent();
        var killed = process(silent);
        var asked = denials(100);
        for (var denial : asked) killed.record(denial, null, failure -> {}).keep(null);
        assertThat(size()).isGreaterThan(2 * BACKLOG_BYTES);
        next();
        await().until(() -> otherBroker.taken().equals(asked));
    }

    @Test
    void what_cant_be_read_there_stays_and_costs_nothing_else() throws Exception {
        broker.down();
        var killed = process(broker);
        var asked = denials(3);
        for (var denial : asked) answered(killed, denial);
        var unreadable = Files.createDirectories(afterTheKill.resolve("0/0000000000000000000.journal"));
        Files.writeString(afterTheKill.resolve("0/copy.journal"), "of somebody who looked");
        Files.createDirectories(afterTheKill.resolve("1/lock"));
        next();
        await().until(() -> otherBroker.taken().equals(asked));
        assertThat(unreadable).exists();
    }

    @Test
    void what_the_disk_doesnt_take_costs_nothing_after_it() throws Exception {
        try (var journal = begun(new PatientDisk(LONG))) {
            for (int i = 0; i < 5; i++) journal.keep(unwritable());
            var waiting = denials(3).stream().map(JournalTest::waiting).toList();
            journal.keep(waiting.get(0));
            journal.keep(waiting.get(1));
            assertThat(left()).hasSize(2);
            Thread.currentThread().interrupt();
            journal.settle(waiting.get(0));
            journal.keep(waiting.get(2));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(left()).extracting(DecisionEvent::at).containsExactly(TEN.plusSeconds(1), TEN.plusSeconds(2));
            waiting.forEach(journal::settle);
            await().until(() -> left().isEmpty());
        }
    }

    @Test
    void it_has_no_more_than_it_may_and_files_that_the_broker_has_are_gone() throws Exception {
        var journal = begun(new PatientDisk(LONG));
        var waiting = new ArrayList<Waiting>();
        for (int i = 0; i < 100; i++) {
            var event = decided(0, false, "x".repeat(100_000), Logged.BUFFERED);
            waiting.add(waiting(event));
            journal.keep(waiting.get(i));
        }
        assertThat(size()).isBetween(3L << 20, (3L << 20) + 400_000);
        waiting.forEach(journal::settle);
        await().until(() -> size() < 100);
        journal.keep(waiting.get(0));
        journal.close();
        assertThat(left()).hasSize(1);
    }

    @Test
    void what_another_cluster_is_to_have_stays_for_it() throws Exception {
        broker.down();
        var asked = denials(3);
        for (var denial : asked) answered(process(broker, directory), denial);
        copied();
        var otherCluster = new UnsteadyBroker("another");
        var later = decided(9, false, "", Logged.ACKNOWLEDGED);
        process(otherCluster, afterTheKill).record(later, null);
        await().until(() -> !otherCluster.taken().isEmpty());
        assertThat(otherCluster.taken()).containsExactly(later);
        stop();
        process(otherBroker, afterTheKill);
        await().until(() -> otherBroker.taken().equals(asked));
    }

    @Test
    void what_nobody_can_read_any_more_stays_and_is_told_as_a_gap() throws Exception {
        broker.down();
        var killed = process(broker);
        var asked = denials(3);
        for (var denial : asked) answered(killed, denial);
        copied();
        var place = afterTheKill.resolve("0");
        var damaged = Files.write(place.resolve("0000000000000000000.journal"), new byte[40]);
        try (var later = new JournalFile(place.resolve("0000000000000000007.journal"), "one")) {
            later.add(unreadable());
        }
        process(otherBroker, afterTheKill);
        await().until(() -> otherBroker.taken().size() == 4);
        assertThat(otherBroker.taken()).startsWith(asked.toArray(DecisionEvent[]::new));
        var gap = (Gap) otherBroker.taken().get(3);
        assertThat(gap.allows()).as("they may have been").isEqualTo(2);
        assertThat(gap.from()).isEqualTo(TEN.plusSeconds(7));
        assertThat(damaged).doesNotExist();
        assertThat(place.resolve("0000000000000000000.journal.unreadable")).exists();
        assertThat(place.resolve("0000000000000000007.journal.unreadable")).exists();
    }

    @Test
    void what_a_gap_would_have_told_is_told_by_the_next_process() throws Exception {
        broker.down();
        var killed = running(broker, directory);
        var asked = denials(200);
        for (var denial : asked) killed.sender().record(denial, null);
        await().until(() -> gaps() == killed.unrecorded() && killed.unrecorded() > 0);
        next();
        await().until(() -> otherBroker.taken().size() == asked.size() - killed.unrecorded() + 1);
        assertThat(otherBroker.taken())
                .filteredOn(Gap.class::isInstance)
                .singleElement()
                .satisfies(gap -> assertThat(((Gap) gap).denials()).isEqualTo(killed.unrecorded()));
    }

    /** How many records the gap has that the journal would tell. */
    private long gaps() throws IOException {
        return left().stream()
                .filter(Gap.class::isInstance)
                .mapToLong(gap -> ((Gap) gap).denials())
                .max()
                .orElse(0);
    }

    @Test
    void a_disk_that_hangs_holds_up_nobody_for_long_and_what_came_meanwhile_is_in_memory_alone() throws Exception {
        var disk = new PatientDisk(Duration.ofMillis(50));
        var waiting = denials(4).stream().map(JournalTest::waiting).toList();
        try (var journal = begun(disk)) {
            journal.keep(waiting.get(0));
            var hangs = new CompletableFuture<Void>();
            disk.later(hangs::join);
            journal.keep(waiting.get(1)); // late, and written once the disk goes on
            journal.keep(waiting.get(2)); // nobody waits for that one
            journal.settle(waiting.get(0));
            assertThat(left()).hasSize(1);
            hangs.complete(null);
            await().until(() -> {
                journal.keep(waiting.get(3));
                return left().size() == 2;
            });
            assertThat(left()).extracting(DecisionEvent::at).containsExactly(TEN.plusSeconds(1), TEN.plusSeconds(3));
        }
    }

    @Test
    void a_folder_that_was_there_and_open_to_others_is_its_owners_alone() throws Exception {
        var open = PosixFilePermissions.fromString("rwxrwxr-x");
        var place = Files.createDirectory(directory.resolve("0"));
        for (var folder : List.of(directory, place)) Files.setPosixFilePermissions(folder, open);
        broker.down();
        answered(process(broker), denials(1).get(0));
        assertThat(left()).hasSize(1);
        for (var folder : List.of(directory, place))
            assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    private Journal begun(PatientDisk disk) throws Exception {
        var journal = new Journal(directory, 3 << 20, disk);
        var left = new CompletableFuture<LeftRecords>();
        journal.begin("one", record -> null, left::complete);
        assertThat(left.get().records()).isEmpty();
        return journal;
    }

    private static Waiting waiting(Decided event) {
        return new Waiting(
                event, KafkaRecords.toSend(DecisionEvent.FAMILY.topic().name(), wire(event)));
    }

    /** As a later version may write it. */
    private static WireRecord unreadable() {
        var one = wire(decided(7, false, "", Logged.ACKNOWLEDGED));
        var headers = new HashMap<>(one.headers());
        headers.put("ce_type", "authz.decision.of-tomorrow.v1");
        return new WireRecord(one.key(), headers, one.value());
    }

    /** A header of it is too long. */
    private static Waiting unwritable() {
        var one = waiting(decided(0, false, "", Logged.ACKNOWLEDGED));
        one.record().headers().add("long", new byte[100_000]);
        return one;
    }

    private DecisionSender process(UnsteadyBroker broker) {
        return process(broker, directory);
    }

    private DecisionSender process(UnsteadyBroker broker, Path journal) {
        return running(broker, journal).sender();
    }

    private RunningSender running(UnsteadyBroker broker, Path journal) {
        var process = new RunningSender(broker.clients(), ACK_TIMEOUT, BACKLOG_BYTES, journal);
        processes.add(process);
        return process;
    }

    /** As if the first had been killed by now. */
    private void next() throws IOException {
        copied();
        process(otherBroker, afterTheKill);
    }

    private void copied() throws IOException {
        for (var file : files(directory)) {
            var copy = afterTheKill.resolve(directory.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void answered(DecisionSender sender, Decided denial) throws Exception {
        var kept = new CompletableFuture<Throwable>();
        sender.record(denial, null, kept::complete);
        assertThat(kept.get()).isNotNull();
    }

    private List<DecisionEvent> left() throws IOException {
        var left = new ArrayList<DecisionEvent>();
        for (var file : files(directory)) if (file.toString().endsWith(".journal")) left.addAll(read(file));
        return left;
    }

    private long size() throws IOException {
        return files(directory).stream().mapToLong(it -> it.toFile().length()).sum();
    }

    private static List<DecisionEvent> read(Path file) throws IOException {
        return JournalFile.read(file).records().stream()
                .map(SentDecisions::read)
                .toList();
    }

    private static WireRecord wire(Decided event) {
        return CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>("authz", event.decision().value(), event.at(), event, null));
    }

    private static List<Decided> denials(int count) {
        return IntStream.range(0, count)
                .mapToObj(it -> decided(it, false, "", Logged.ACKNOWLEDGED))
                .toList();
    }
}

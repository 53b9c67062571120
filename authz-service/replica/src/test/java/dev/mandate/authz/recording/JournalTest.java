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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker didn't take before a process ended is sent by the next, which starts here with a copy of the files as they were then. */
class JournalTest {
    private static final Duration ACK_TIMEOUT = Duration.ofMillis(300);
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
        try (var journal = new JournalFile(file)) {
            for (var record : records) journal.add(record);
            journal.strike(1);
        }
        assertThat(read(file)).extracting(DecisionEvent::at).containsExactly(TEN, TEN.plusSeconds(2));
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 12 - 5); // what strikes, and some of the last
        }
        assertThat(read(file)).extracting(DecisionEvent::at).containsExactly(TEN, TEN.plusSeconds(1));
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
        assertThat(read(file)).isEmpty();
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
        try (var journal = Journal.in(directory, 3 << 20)) {
            for (int i = 0; i < 5; i++) journal.keep(unwritable());
            var waiting = denials(3).stream().map(JournalTest::waiting).toList();
            journal.keep(waiting.get(0));
            journal.keep(waiting.get(1));
            assertThat(left()).hasSize(2);
            Thread.currentThread().interrupt();
            journal.settle(waiting.get(0));
            assertThat(Thread.interrupted()).isTrue();
            journal.keep(waiting.get(2));
            assertThat(left()).as("with what couldn't be struck").hasSize(3);
            waiting.forEach(journal::settle);
            assertThat(size()).isZero();
        }
    }

    @Test
    void it_has_no_more_than_it_may_and_files_that_the_broker_has_are_gone() throws Exception {
        var journal = Journal.in(directory, 3 << 20);
        var waiting = new ArrayList<Waiting>();
        for (int i = 0; i < 100; i++) {
            var event = decided(0, false, "x".repeat(100_000), Logged.BUFFERED);
            waiting.add(waiting(event));
            journal.keep(waiting.get(i));
        }
        assertThat(size()).isBetween(3L << 20, (3L << 20) + 400_000);
        waiting.forEach(journal::settle);
        assertThat(size()).isZero();
        journal.keep(waiting.get(0));
        journal.close();
        assertThat(left()).hasSize(1);
    }

    private static Waiting waiting(Decided event) {
        return new Waiting(
                event, KafkaRecords.toSend(DecisionEvent.FAMILY.topic().name(), wire(event)));
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
        var process = new RunningSender(broker.clients(), ACK_TIMEOUT, BACKLOG_BYTES, journal);
        processes.add(process);
        return process.sender();
    }

    /** As if the first had been killed by now. */
    private void next() throws IOException {
        for (var file : files(directory)) {
            var copy = afterTheKill.resolve(directory.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        process(otherBroker, afterTheKill);
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
        return JournalFile.left(file).stream().map(SentDecisions::read).toList();
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

package dev.mandate.bench.sequences;

import dev.mandate.embedded.Platform;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.topics.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The stream of calls as it happens, some 50 a second, after a part of it that has happened already and is told at once. */
public final class LiveCalls implements AutoCloseable {
    private static final long SEED = 20261126L;
    private static final int MILLIS_A_CALL = 20;
    private static final int LOOK_MILLIS = 10;

    private final KafkaProducer<byte[], byte[]> decisions;
    private final KafkaProducer<byte[], byte[]> actions;
    private final Queue<Call> left;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * @param before calls that have happened
     * @param longest after which no more come
     */
    public LiveCalls(Platform platform, int before, Duration longest) {
        decisions = CallFeed.producer(platform, Account.AUTHZ);
        actions = CallFeed.producer(platform, Account.AGENT_PLATFORM);
        var begin = Instant.now().minusMillis((long) before * MILLIS_A_CALL).toEpochMilli();
        var all = CallStream.of(before + (int) (longest.toMillis() / MILLIS_A_CALL), SEED, begin);
        left = new ArrayDeque<>(all.subList(0, all.size() - CallStream.CLOSING));
    }

    /** The tools that are called. */
    public static Collection<CatalogEntry.Tool> tools() {
        return List.of(Kind.values()).stream()
                .map(kind -> Kind.registered(kind.tool).orElseThrow())
                .distinct()
                .toList();
    }

    /** Returns once the part that has happened is with the broker; the others follow by themselves. */
    public void start() {
        tellWhatHappened();
        decisions.flush();
        actions.flush();
        var unused =
                clock.scheduleWithFixedDelay(this::tellWhatHappened, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tellWhatHappened() {
        var now = System.currentTimeMillis();
        for (var call = left.peek(); call != null && call.arrives() <= now; call = left.peek()) {
            CallFeed.send(decisions, DecisionEvent.FAMILY, CallFeed.decision(call));
            CallFeed.send(actions, ActionEvent.FAMILY, CallFeed.action(call));
            left.remove();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        decisions.close();
        actions.close();
    }
}

package dev.mandate.gateway.extmcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.messaging.draining.Drain;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are to come, by tickets that agentgateway alone has: an answer says of no request that it is that one's, and a decision's id, which others
 * see, may not speak for it. Each counts once. A call whose answer never comes (agentgateway shows no errors) is told as one in which anything may have been.
 */
@Singleton
class AwaitedAnswers {
    private static final int TICKET_BYTES = 24;
    private static final int MARK_BYTES = 6;

    private final Consumer<Awaited> missed;
    private final AwaitedRoom room;
    private final Drain drain;
    private final Cache<String, Ticket> awaited;
    private final SecureRandom random = new SecureRandom();

    /** Of this replica since it was started, which its tickets begin with. */
    private final String mark = text(MARK_BYTES) + ".";

    @Inject
    AwaitedAnswers(ExtMcpConfig config, OutcomeSender outcomes, Drain drain) {
        this(config, late -> unseen(late, outcomes), drain, Ticker.systemTicker());
    }

    /** @param missed is told of each whose answer didn't come */
    AwaitedAnswers(ExtMcpConfig config, Consumer<Awaited> missed, Drain drain, Ticker ticker) {
        this.missed = missed;
        this.drain = drain;
        this.room = new AwaitedRoom(config);
        this.awaited = Caffeine.newBuilder()
                .expireAfterWrite(config.answerWithin())
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .ticker(ticker)
                .<String, Ticket>evictionListener((ticket, one, cause) -> late(one))
                .build();
    }

    /** @param over once the answer was shown, or is waited for no longer */
    private record Ticket(Awaited one, CompletableFuture<@Nullable Void> over) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other == this;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Whoever has a place in it awaits, or gives it back. */
    AwaitedRoom room() {
        return room;
    }

    /** In the place that it has: the ticket with which its answer is to be shown. */
    String await(Awaited one) {
        var ticket = mark + text(TICKET_BYTES);
        var waits = new Ticket(one, new CompletableFuture<>());
        awaited.put(ticket, waits);
        var unused = drain.finish(() -> giveUp(ticket, waits), waits::over);
        return ticket;
    }

    /** An answer that a gateway which ends can't wait for is one that never comes. */
    private void giveUp(String ticket, Ticket waits) {
        if (awaited.asMap().remove(ticket, waits)) late(waits);
    }

    /** Another replica gave it, or this one before it was started anew: what it is of isn't known here. */
    boolean isElsewhere(String ticket) {
        return ticket.length() == mark.length() + TICKET_BYTES * 4 / 3 && !ticket.startsWith(mark);
    }

    private String text(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Once, and of the same request; else empty. */
    Optional<Awaited> take(String ticket, String method, List<String> servers) {
        var waits = awaited.getIfPresent(ticket);
        if (waits == null
                || !waits.one().isOf(method, servers)
                || !awaited.asMap().remove(ticket, waits)) return Optional.empty();
        room.giveBack(waits.one().place());
        waits.over().complete(null);
        return Optional.of(waits.one());
    }

    /** Finds those that are late now; else soon after they are. */
    void lookForLate() {
        awaited.cleanUp();
    }

    private void late(@Nullable Ticket waits) {
        if (waits == null) return;
        room.giveBack(waits.one().place());
        missed.accept(waits.one());
        waits.over().complete(null);
    }

    private static void unseen(Awaited late, OutcomeSender outcomes) {
        for (var call : late.owed())
            outcomes.tell(call, late.made(), ToolResult.succeeded(0).withoutIdentifiers());
    }
}

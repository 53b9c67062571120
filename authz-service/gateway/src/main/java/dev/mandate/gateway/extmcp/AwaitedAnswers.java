package dev.mandate.gateway.extmcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.events.actions.ToolResult;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
    private final Cache<String, Awaited> awaited;
    private final SecureRandom random = new SecureRandom();

    /** Of this replica since it was started, which its tickets begin with. */
    private final String mark = text(MARK_BYTES) + ".";

    @Inject
    AwaitedAnswers(ExtMcpConfig config, OutcomeSender outcomes) {
        this(config, late -> unseen(late, outcomes), Ticker.systemTicker());
    }

    /** @param missed is told of each whose answer didn't come */
    AwaitedAnswers(ExtMcpConfig config, Consumer<Awaited> missed, Ticker ticker) {
        this.missed = missed;
        this.room = new AwaitedRoom(config);
        this.awaited = Caffeine.newBuilder()
                .expireAfterWrite(config.answerWithin())
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .ticker(ticker)
                .<String, Awaited>evictionListener((ticket, one, cause) -> late(one))
                .build();
    }

    /** Whoever has a place in it awaits, or gives it back. */
    AwaitedRoom room() {
        return room;
    }

    /** In the place that it has: the ticket with which its answer is to be shown. */
    String await(Awaited one) {
        var ticket = mark + text(TICKET_BYTES);
        awaited.put(ticket, one);
        return ticket;
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
        var one = awaited.getIfPresent(ticket);
        if (one == null || !one.isOf(method, servers) || !awaited.asMap().remove(ticket, one)) return Optional.empty();
        room.giveBack(one.place());
        return Optional.of(one);
    }

    /** Finds those that are late now; else soon after they are. */
    void lookForLate() {
        awaited.cleanUp();
    }

    private void late(@Nullable Awaited one) {
        if (one == null) return;
        room.giveBack(one.place());
        missed.accept(one);
    }

    private static void unseen(Awaited late, OutcomeSender outcomes) {
        for (var call : late.owed())
            outcomes.tell(call, late.made(), ToolResult.succeeded(0).withoutIdentifiers());
    }
}

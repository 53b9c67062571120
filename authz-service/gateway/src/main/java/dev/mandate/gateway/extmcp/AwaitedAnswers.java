package dev.mandate.gateway.extmcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.gateway.loop.Room;
import dev.mandate.messaging.security.Caller;
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
    private static final String PLACE = "answers";

    private final Consumer<Awaited> missed;
    private final Room room;
    private final Cache<String, Awaited> awaited;
    private final SecureRandom random = new SecureRandom();

    @Inject
    AwaitedAnswers(ExtMcpConfig config, OutcomeSender outcomes) {
        this(config, late -> unseen(late, outcomes), Ticker.systemTicker());
    }

    /** @param missed is told of each whose answer didn't come */
    AwaitedAnswers(ExtMcpConfig config, Consumer<Awaited> missed, Ticker ticker) {
        this.missed = missed;
        this.room = new Room(config.answersOfCaller(), config.answers());
        this.awaited = Caffeine.newBuilder()
                .expireAfterWrite(config.answerWithin())
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .ticker(ticker)
                .<String, Awaited>evictionListener((ticket, one, cause) -> late(one))
                .build();
    }

    /** False if this caller, or all together, wait for too many already. Whoever has room awaits, or gives it back. */
    boolean hasRoom(Caller caller) {
        return room.enter(PLACE, caller.acting());
    }

    void giveBack(Caller caller) {
        room.leave(PLACE, caller.acting());
    }

    /** In the room that its caller has: the ticket with which its answer is to be shown. */
    String await(Awaited one) {
        var bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        awaited.put(ticket, one);
        return ticket;
    }

    /** Once, and of the same request; else empty. */
    Optional<Awaited> take(String ticket, String method, List<String> servers) {
        var one = awaited.getIfPresent(ticket);
        if (one == null || !one.isOf(method, servers) || !awaited.asMap().remove(ticket, one)) return Optional.empty();
        giveBack(one.caller());
        return Optional.of(one);
    }

    /** Finds those that are late now; else soon after they are. */
    void lookForLate() {
        awaited.cleanUp();
    }

    private void late(@Nullable Awaited one) {
        if (one == null) return;
        giveBack(one.caller());
        missed.accept(one);
    }

    private static void unseen(Awaited late, OutcomeSender outcomes) {
        var call = late.call();
        if (call != null)
            outcomes.tell(call, late.made(), ToolResult.succeeded(0).withoutIdentifiers());
    }
}

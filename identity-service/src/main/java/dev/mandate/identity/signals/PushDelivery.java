package dev.mandate.identity.signals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.messaging.sweep.Repeated;
import dev.mandate.messaging.sweep.Turns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Pushes what waits, each stream for itself: who is slow or gone holds up nobody else, and is asked again later each time. What was taken is
 * told once; what wasn't, or whose answer got lost, is told again with the same {@code jti}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8935">RFC 8935</a>
 */
@ApplicationScoped
class PushDelivery {
    static final int AT_ONCE = 32;

    private static final Logger LOG = Logger.getLogger(PushDelivery.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** Then another stream has its turn. */
    static final Duration TURN = Duration.ofSeconds(5);

    private final PushQueue queue;
    private final PushClient client;
    private final PushWatch watch;
    private final SignalConfig config;
    private final Repeated look = new Repeated("signals", this::some);
    private final Turns turns = new Turns("signals-push", AT_ONCE);

    PushDelivery(PushQueue queue, PushClient client, PushWatch watch, SignalConfig config) {
        this.queue = queue;
        this.client = client;
        this.watch = watch;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        look.begin(LOOK_EVERY, LOOK_EVERY);
    }

    void stop(@Observes ShutdownEvent event) {
        look.close();
        turns.close();
    }

    /** What is read from the database waits for nobody: each stream has a thread while something of it is under way. */
    private boolean some() throws Throwable {
        var free = turns.free();
        if (free == 0 || !watch.looksNow()) return false;
        for (var stream : VertxContextSupport.subscribeAndAwait(() -> queue.lease(free)))
            turns.give(() -> push(stream));
        return false;
    }

    private void push(String stream) {
        var until = System.nanoTime() + TURN.toNanos();
        var went = false;
        try {
            while (System.nanoTime() < until && pushNext(stream)) went = true;
            var taken = went;
            await(() -> queue.release(stream, taken));
        } catch (Throwable e) {
            LOG.warnf("signals of %s are put off: %s", stream, e);
        }
    }

    /** @return whether the next one may follow at once */
    private boolean pushNext(String stream) throws Throwable {
        var next = VertxContextSupport.subscribeAndAwait(() -> queue.next(stream));
        if (next.isEmpty()) return false;
        var outgoing = next.get();
        var problem = problem(outgoing);
        if (problem.isEmpty()) {
            await(() -> queue.done(outgoing));
            return true;
        }
        LOG.warnf("signals of %s to %s are put off: %s", stream, outgoing.url().getHost(), problem);
        await(() -> queue.failed(outgoing));
        return false;
    }

    /** Empty if it needs not be told again. */
    private String problem(Outgoing it) throws InterruptedException {
        try {
            var answer = client.post(it)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(config.longestPush().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.isTaken()) return "";
            if (!isFinal(answer, it)) return "answers " + answer.status() + words(answer);
            LOG.warnf("the receiver of %s can't make anything of the signal %s", it.stream(), it.pending());
            return "";
        } catch (ExecutionException | TimeoutException e) {
            var cause = e.getCause();
            return cause == null ? "doesn't answer" : String.valueOf(cause.getMessage());
        }
    }

    /**
     * RFC 8935 section 2.4: it would be so each time. What has to do with keys or rights may be mended. Of a logout any 400 says that it was
     * heard and can't be done, as of a session that the application doesn't know (Back-Channel Logout 1.0 section 2.8).
     */
    private static boolean isFinal(PushClient.Answer answer, Outgoing it) {
        if (!PushClient.Answer.isRefusal(answer.status())) return false;
        return it.logout() || error(answer).equals("invalid_request");
    }

    /** Such as that the stream is for another audience than the receiver wants, which nobody else says. */
    private static String words(PushClient.Answer answer) {
        var error = error(answer);
        return error.isEmpty() ? "" : ", " + PlainText.quoted(error, 80);
    }

    private static String error(PushClient.Answer answer) {
        if (!PushClient.Answer.isRefusal(answer.status())) return "";
        try {
            return EventJson.mapper().readTree(answer.body()).path("err").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static void await(Supplier<Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(work);
    }
}

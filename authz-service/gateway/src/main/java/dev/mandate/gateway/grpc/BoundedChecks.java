package dev.mandate.gateway.grpc;

import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.messaging.draining.Drain;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Checks that a proxy asks for, so many at once in all, whoever asks: off the event loop, each answered once, and one that fails with a
 * refusal.
 */
public final class BoundedChecks {
    private static final Logger LOG = Logger.getLogger(BoundedChecks.class);

    /** Why there is no answer to the question itself. */
    public enum Obstacle {
        FULL("Too many requests are under way; try again"),
        FAILED("Something went wrong here; the log of the gateway says what");

        private final String words;

        Obstacle(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private final String setting;
    private final boolean enabled;
    private final OffLoop offLoop;
    private final Drain drain;
    private final Semaphore room;

    /**
     * @param setting that opens it, {@code mandate.envoy.enabled}
     * @throws IllegalArgumentException if it is to be open where only tokens count that are bound to a key
     */
    public BoundedChecks(
            String setting, boolean enabled, int atOnce, GatewayConfig gateway, OffLoop offLoop, Drain drain) {
        if (enabled && gateway.requireBoundTokens())
            throw new IllegalArgumentException(
                    setting
                            + " and mandate.mcp.require-bound-tokens exclude each other: for a proxy's address nobody can prove to hold a token's key");
        this.setting = setting;
        this.enabled = enabled;
        this.offLoop = offLoop;
        this.drain = drain;
        this.room = new Semaphore(atOnce);
    }

    public <T> void answer(
            StreamObserver<T> observer, Callable<CompletableFuture<T>> check, Function<Obstacle, T> refusal) {
        if (!enabled) {
            observer.onError(Status.UNIMPLEMENTED
                    .withDescription("Set " + setting + "=true at the gateway")
                    .asRuntimeException());
            return;
        }
        if (!room.tryAcquire()) {
            given(observer, refusal.apply(Obstacle.FULL));
            return;
        }
        drain.finish(() -> {}, () -> offLoop.run(check).thenCompose(checked -> checked))
                .whenComplete((answer, failure) -> {
                    room.release();
                    if (failure != null) LOG.errorf(failure, "a check that %s opens failed", setting);
                    given(observer, failure == null ? answer : refusal.apply(Obstacle.FAILED));
                });
    }

    private static <T> void given(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}

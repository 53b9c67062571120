package dev.mandate.identity.outgoing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is on its way is asked for once, however many want it: otherwise one slow host takes the places of others.
 *
 * @param <T> what all of them get
 */
public final class UnderWay<T> {
    private final ConcurrentHashMap<String, Uni<T>> asked = new ConcurrentHashMap<>();

    /**
     * Goes on where it was called, whoever else waits for the same.
     *
     * @param asking begins when somebody waits for it
     */
    public Uni<T> once(String what, Function<String, Uni<T>> asking) {
        var answer = asked.computeIfAbsent(
                what,
                ignored -> Uni.createFrom()
                        .deferred(() -> asking.apply(what))
                        .onTermination()
                        .invoke(() -> asked.remove(what))
                        .memoize()
                        .indefinitely());
        var context = Vertx.currentContext();
        return context == null ? answer : answer.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}

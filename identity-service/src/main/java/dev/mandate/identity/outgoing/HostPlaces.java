package dev.mandate.identity.outgoing;

import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * So many places of all are one host's at a time: one that answers slowly keeps others waiting no longer, however many addresses it has.
 *
 * @param <T> what is got
 */
final class HostPlaces<T> {
    private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();
    private final int most;

    HostPlaces(int most) {
        this.most = most;
    }

    /** @return what gets the same, refused with {@link OutgoingHttp#TOO_MANY} where the host of a URL has no place left */
    Function<String, Uni<Result<T, String>>> within(Function<String, Uni<Result<T, String>>> get) {
        return url -> Uni.createFrom().deferred(() -> {
            var host = host(url);
            if (!take(host)) return Result.nowRefused(OutgoingHttp.TOO_MANY);
            return Uni.createFrom()
                    .deferred(() -> get.apply(url))
                    .onTermination()
                    .invoke(() -> give(host));
        });
    }

    /** However it is written. */
    private static String host(String url) {
        var host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private boolean take(String host) {
        var took = new AtomicBoolean();
        taken.compute(host, (ignored, now) -> {
            var before = now == null ? 0 : now;
            took.set(before < most);
            return before < most ? Integer.valueOf(before + 1) : now;
        });
        return took.get();
    }

    /** Nothing is kept of a host that nobody asks. */
    private void give(String host) {
        taken.computeIfPresent(host, (ignored, now) -> now == 1 ? null : now - 1);
    }
}

package dev.mandate.chaos.ledger;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Names one request for a call, as an argument of it: by that server, clients and records speak of the same one. Asked for again, it has another. */
public final class CallId {
    private static final String PREFIX = "call-";
    private static final AtomicLong LAST = new AtomicLong();

    private CallId() {}

    public static String next() {
        return PREFIX + LAST.incrementAndGet();
    }

    /** @return null for a call that went through no gateway */
    public static @Nullable String among(Collection<?> arguments) {
        for (var argument : arguments) if (argument instanceof String text && text.startsWith(PREFIX)) return text;
        return null;
    }
}

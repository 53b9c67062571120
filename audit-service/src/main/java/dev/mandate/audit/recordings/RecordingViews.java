package dev.mandate.audit.recordings;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.RecordingEvent;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Who was shown what a session did is on record before he sees it: once in a while, however many pages of it he reads. */
@ApplicationScoped
class RecordingViews {
    private static final Duration ONCE_IN = Duration.ofMinutes(10);
    private static final int REMEMBERED = 10_000;

    private final Outbox outbox;
    private final Cache<RecordingEvent, Boolean> told = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(ONCE_IN)
            .build();

    RecordingViews(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> told(SessionId session, Actor by) {
        var read = new RecordingEvent.Read(session, by);
        if (told.getIfPresent(read) != null) return Uni.createFrom().voidItem();
        return Panache.withTransaction(() -> outbox.publish(RecordingEvent.FAMILY, read))
                .invoke(() -> told.put(read, true));
    }
}

package dev.mandate.messaging.inbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Waits after few records, so that the next ones come together: a quarter of a second's worth costs the database little more than one. A lone
 * record is taken at once. The broker would gather too ({@code fetch.min.bytes}), but a lone record waits there as well, and while there is
 * nothing it is asked four times a second by each channel.
 */
public final class Gathering {
    private static final Duration WAIT = Duration.ofMillis(250);
    /** Who has so many is behind, or is sent so many each time. */
    private static final int MANY = 500;

    private Gathering() {}

    /** @param taken takes the batch */
    public static Uni<Void> after(ConsumerRecords<byte[], byte[]> batch, Uni<Void> taken) {
        if (batch.count() >= MANY) return taken;
        return taken.call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(WAIT));
    }
}

package dev.mandate.messaging.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** A figure by which one sees that replicas go by different texts: it is the same where they are the same, and says nothing else. */
public final class DigestFigure {
    private DigestFigure() {}

    /** @param digest of what this replica goes by */
    public static void register(MeterRegistry meters, String name, Supplier<String> digest) {
        Gauge.builder(name, () -> number(digest.get()))
                .description("The same at all replicas that go by the same")
                .register(meters);
    }

    private static double number(String digest) {
        var sum = new CRC32();
        sum.update(digest.getBytes(UTF_8));
        return sum.getValue();
    }
}

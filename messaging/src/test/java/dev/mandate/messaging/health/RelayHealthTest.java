package dev.mandate.messaging.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class RelayHealthTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    private final AtomicReference<Instant> emptyAt = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<Instant> now = new AtomicReference<>(TEN);
    private final HealthCheck ready = new RelayReady(emptyAt::get, true);
    private final HealthCheck well = new RelayWell(emptyAt::get, () -> 7, (InstantSource) now::get);

    @Test
    void one_that_has_sent_nothing_yet_is_not_ready() {
        assertThat(status(ready)).isEqualTo(Status.DOWN);
        assertThat(status(new RelayReady(emptyAt::get, false)))
                .as("where it doesn't count")
                .isEqualTo(Status.UP);
    }

    @Test
    void a_broker_that_is_away_is_told_and_takes_no_replica_away() {
        emptyAt.set(TEN);
        assertThat(status(well)).isEqualTo(Status.UP);
        now.set(TEN.plusSeconds(31));
        assertThat(status(ready)).isEqualTo(Status.UP);
        assertThat(status(well)).isEqualTo(Status.DOWN);
        assertThat(well.call().getData())
                .hasValueSatisfying(data -> assertThat(data)
                        .containsEntry("emptyAt", TEN.toString())
                        .containsEntry("pending", 7L));
        emptyAt.set(TEN.plusSeconds(40));
        now.set(TEN.plusSeconds(41));
        assertThat(status(well)).isEqualTo(Status.UP);
    }

    private static Status status(HealthCheck check) {
        return check.call().getStatus();
    }
}

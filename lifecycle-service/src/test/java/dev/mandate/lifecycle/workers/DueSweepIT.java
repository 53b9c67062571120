package dev.mandate.lifecycle.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class DueSweepIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Inject
    MeterRegistry meters;

    @Test
    void a_worker_at_whom_nobody_can_look_is_reported_and_holds_up_no_other() throws Exception {
        var broken = HrSystem.newEmployee();
        var sound = HrSystem.newEmployee();
        var failuresBefore = failures();
        for (var employee : new String[] {broken, sound}) {
            hr.joined(employee, START, "Sales");
            accessOf(employee, state -> state.employment() == Employment.ACTIVE);
        }
        var end = Instant.now().plusSeconds(8);
        hr.left(broken, end);
        hr.left(sound, end);
        eventually(
                () -> change("set type = 'hr.worker.of-another-time.v9' where type = 'hr.worker.left.v1'", broken),
                changed -> changed == 1);

        accessOf(sound, state -> state.employment() == Employment.ENDED);
        eventually(this::failures, count -> count > failuresBefore);
        assertThat(accessHistory(broken)).hasSize(1);

        change("set type = 'hr.worker.left.v1' where type = 'hr.worker.of-another-time.v9'", broken);
        accessOf(broken, state -> state.employment() == Employment.ENDED);
        assertThat(failures() - failuresBefore).isLessThan(5); // put off, not tried every second
    }

    private double failures() {
        return meters.counter("mandate.sweep.failures").count();
    }

    private int change(String what, String employee) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update hr_event " + what + " and employee_id = ?")) {
            update.setString(1, employee);
            return update.executeUpdate();
        }
    }
}

package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.running.ProcessState;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.Supervisor;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Kills one process as a crash would; nobody starts it again but the one who watches, as `up --watch` does. */
final class KilledService {
    static final String BROKER = "kafka";
    static final String DATABASE = "postgres";

    /** Minutes. */
    private static final int LONGEST = 10;

    private final Stage stage;

    KilledService(Stage stage) {
        this.stage = stage;
    }

    void comesBack(Service service) throws InterruptedException {
        comesBack(service.title());
    }

    /** Waits for as long as it takes, which is told: 15 s at most on a machine that has nothing else to do. */
    void comesBack(String name) throws InterruptedException {
        var told = new StringBuffer();
        var watching = new Thread(
                () -> new Supervisor(stage.system, words -> told.append(words).append('\n')).watch());
        watching.start();
        try {
            var before = pid(name);
            ProcessHandle.of(before).orElseThrow().destroyForcibly(); // SIGKILL
            awaitWhileItWorks(name, () -> told.indexOf(name + " is ready again") >= 0);
            System.out.print(told);
            assertThat(told.toString())
                    .contains(name + " ended: starting it again")
                    .contains(name + " is ready again after");
            assertThat(pid(name)).isNotEqualTo(before);
            assertThat(stage.system.isUp()).as("and no other one ended for it").isTrue();
        } finally {
            watching.interrupt();
            watching.join();
        }
    }

    /** How long a start takes is the machine's: for ten minutes at most, as long as the process gets on in each. */
    private void awaitWhileItWorks(String name, BooleanSupplier ready) {
        for (int minutes = 0; minutes < LONGEST && !ready.getAsBoolean(); minutes++) {
            var before = worked(name);
            Await.until(Duration.ofMinutes(1), ready::getAsBoolean, there -> there);
            if (worked(name).equals(before)) return;
        }
    }

    /** Which process it is, and how many seconds of processor time it had. */
    private String worked(String name) {
        return state(name)
                .flatMap(ProcessState::pid)
                .flatMap(ProcessHandle::of)
                .map(process -> process.pid() + " "
                        + process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toSeconds())
                .orElse("none");
    }

    /** The trail has exactly one line of this kind. */
    void isTrailedOnce(String query) {
        isTrailedOnce(query, "");
    }

    /** @param outcome of the line; empty for any */
    void isTrailedOnce(String query, String outcome) {
        var lines = stage.await.until(() -> lines(query, outcome), found -> found > 0);
        assertThat(lines).as(query + " " + outcome).isEqualTo(1);
    }

    void becomes(String expected, Supplier<String> seen) {
        assertThat(stage.await.until(seen, found -> Objects.equals(found, expected)))
                .isEqualTo(expected);
    }

    private int lines(String query, String outcome) {
        var lines = 0;
        for (var entry : stage.api
                .get(Service.AUDIT, "/trail?" + query, stage.cast.admin())
                .orRefuse()
                .path("entries"))
            if (outcome.isEmpty() || outcome.equals(entry.path("outcome").asText())) lines++;
        return lines;
    }

    private long pid(String name) {
        return state(name).flatMap(ProcessState::pid).orElseThrow();
    }

    private Optional<ProcessState> state(String name) {
        return stage.system.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst();
    }
}

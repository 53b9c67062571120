package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.Mandate;
import dev.mandate.cli.actors.Await;
import dev.mandate.cli.running.ProcessState;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.Supervisor;
import dev.mandate.embedded.ProcessFaults;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happens to one process, as a crash or a machine would do it; nobody starts it again but the one who watches, as `up --watch` does. */
final class KilledService {
    static final String BROKER = "kafka";
    static final String DATABASE = "postgres";

    /** Minutes. */
    private static final int LONGEST = 10;

    /** On a machine that does nothing else. How long it takes on another is no fault of what starts there; what work it is, is the same. */
    private static final Duration READY_AGAIN = Duration.ofSeconds(15);

    private final Stage stage;

    KilledService(Stage stage) {
        this.stage = stage;
    }

    void comesBack(Service service) throws InterruptedException {
        comesBack(service.title());
    }

    void comesBack(String name) throws InterruptedException {
        comesBackAfter(name, ProcessHandle::destroyForcibly); // SIGKILL
    }

    /** Of one that ends by itself where it can't write: whoever is started in its place has room. */
    void comesBackFromAFullDisk(String name) throws InterruptedException {
        comesBackAfter(name, ProcessFaults::fillDisk);
    }

    /** Waits for as long as it takes, which is told; of the processor it may have no more than 15 s until it is ready. */
    private void comesBackAfter(String name, Consumer<ProcessHandle> end) throws InterruptedException {
        var told = new StringBuffer();
        var watching = new Thread(
                () -> new Supervisor(stage.system, words -> told.append(words).append('\n')).watch());
        watching.start();
        try {
            var before = pid(name);
            end.accept(ProcessHandle.of(before).orElseThrow());
            awaitWhileItWorks(name, () -> told.indexOf(name + " is ready again") >= 0);
            var work = cpu(name);
            System.out.printf("%s%s has had %.1f s of the processor%n", told, name, work.toMillis() / 1e3);
            assertThat(work)
                    .as("processor time of " + name + " until it was ready")
                    .isLessThan(READY_AGAIN);
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

    /** Gets no time until whoever asks how the system is hears of it, and goes on as the same process, on the connections that it had. */
    void standsStill(String name) {
        var process = ProcessHandle.of(pid(name)).orElseThrow();
        ProcessFaults.pause(process);
        try {
            becomes("1", KilledService::status);
        } finally {
            ProcessFaults.goesOn(process);
        }
        becomes("0", KilledService::status);
        assertThat(pid(name)).as(name + " is the process that it was").isEqualTo(process.pid());
    }

    /** 0 once all run, are ready and well, judging too. */
    private static String status() {
        return Integer.toString(Mandate.run("status"));
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
                .map(process -> process.pid() + " " + cpu(name).toSeconds())
                .orElse("none");
    }

    private Duration cpu(String name) {
        return state(name)
                .flatMap(ProcessState::pid)
                .flatMap(ProcessHandle::of)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
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

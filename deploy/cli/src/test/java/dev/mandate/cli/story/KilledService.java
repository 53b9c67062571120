package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.Supervisor;
import java.util.Objects;
import java.util.function.Supplier;

/** Kills one service as a crash would, and starts it again as the launcher does. */
final class KilledService {
    private final Stage stage;

    KilledService(Stage stage) {
        this.stage = stage;
    }

    void restarts(Service service) {
        var before = pid(service);
        ProcessHandle.of(before).orElseThrow().destroyForcibly(); // SIGKILL
        stage.await.until(() -> ProcessHandle.of(before).isPresent(), alive -> !alive);
        assertThat(stage.system.isUp()).isFalse();
        stage.system.up(step -> {});
        assertThat(pid(service)).isNotEqualTo(before);
    }

    /** As {@link #restarts}, but nobody asks for it: the one who watches sees it. */
    void comesBack(Service service) throws InterruptedException {
        var told = new StringBuffer();
        var watching = new Thread(
                () -> new Supervisor(stage.system, words -> told.append(words).append('\n')).watch());
        watching.start();
        try {
            var before = pid(service);
            ProcessHandle.of(before).orElseThrow().destroyForcibly(); // SIGKILL
            stage.await.until(told::toString, words -> words.contains("ready again"));
            assertThat(told.toString())
                    .contains(service.title() + " ended: starting it again")
                    .contains(service.title() + " is ready again after");
            assertThat(pid(service)).isNotEqualTo(before);
        } finally {
            watching.interrupt();
            watching.join();
        }
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

    private long pid(Service service) {
        return stage.system.states().stream()
                .filter(state -> state.name().equals(service.title()))
                .findFirst()
                .flatMap(state -> state.pid())
                .orElseThrow();
    }
}

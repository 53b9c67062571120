package dev.mandate.console.caps;

import dev.mandate.console.frame.Told;
import dev.mandate.events.identity.TaskCapEvent.Of;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of tasks in these tests, and what was asked to be. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedTaskCaps implements TaskCaps {
    private final List<String> done = new ArrayList<>();
    private boolean allowed = true;
    private Told told = new Told.Done();

    void begin() {
        done.clear();
        allowed = true;
        told = new Told.Done();
    }

    void allowed(boolean allowed) {
        this.allowed = allowed;
    }

    void tells(Told told) {
        this.told = told;
    }

    List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public Listed list() {
        if (!allowed) return new Listed(List.of(), false);
        return new Listed(
                List.of(
                        new Cap(Of.AUTONOMY, "AUTONOMOUS", "AUTONOMOUS", Duration.ofSeconds(90)),
                        new Cap(Of.CLIENT, "cli_1", "Wiki <b>", Duration.ofMinutes(90)),
                        new Cap(Of.ROLE, "finance", "finance", Duration.ofMinutes(120))),
                true);
    }

    @Override
    public Told say(Of of, String name, @Nullable Integer minutes, String reason) {
        done.add(of + " " + name + " " + minutes + " " + reason);
        return told;
    }
}

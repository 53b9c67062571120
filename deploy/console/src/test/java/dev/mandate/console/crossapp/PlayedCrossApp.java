package dev.mandate.console.crossapp;

import dev.mandate.console.frame.Told;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who acts elsewhere in these tests, and what was asked of it. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedCrossApp implements CrossApp {
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
    public Listed list(String after) {
        if (!allowed) return new Listed(List.of(), false, "");
        return new Listed(
                List.of(
                        new Relation(
                                "Wiki <b>",
                                "at https://chat.example as “wiki”, for https://chat.example/mcp, with chat.read",
                                new Place("cli_1", "https://chat.example", "https://chat.example/mcp")),
                        new Relation(
                                "clerk",
                                "at https://chat.example as “clerk”, for whatever it serves, within tasks that have chat.post",
                                new Place("agt_1", "https://chat.example", ""))),
                true,
                "9");
    }

    @Override
    public Told let(String whose, Map<String, Object> place, String reason) {
        done.add("let " + whose + " " + place + " " + reason);
        return told;
    }

    @Override
    public Told end(Place place, String reason) {
        done.add("end " + place + " " + reason);
        return told;
    }
}

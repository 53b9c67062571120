package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.upstream.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client heard of a server before the answer. A model may read it as it reads that, so it is told with it; once it has been, nothing more is
 * passed.
 */
final class Heard implements Listener {
    /** The client's own. */
    private static final String TOKEN = "progressToken";

    private final Listener client;
    private final List<JsonNode> said = new ArrayList<>();
    private boolean over;

    Heard(Listener client) {
        this.client = client;
    }

    @Override
    public boolean wantsProgress() {
        return client.wantsProgress();
    }

    @Override
    public synchronized Optional<ObjectNode> hear(ObjectNode notification) {
        if (over) return Optional.empty();
        var passed = client.hear(notification);
        passed.ifPresent(this::keep);
        return passed;
    }

    private void keep(ObjectNode passed) {
        for (var member : passed.path("params").properties())
            if (!member.getKey().equals(TOKEN)) said.add(member.getValue());
    }

    /** All of it: nothing is heard from now on. */
    synchronized List<JsonNode> whole() {
        over = true;
        return List.copyOf(said);
    }
}

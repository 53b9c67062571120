package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Wants to hear how far it is, and keeps what it hears. */
record Listening(List<ObjectNode> heard) implements Listener {
    @Override
    public boolean wantsProgress() {
        return true;
    }

    @Override
    public Optional<ObjectNode> hear(ObjectNode notification) {
        heard.add(notification);
        return Optional.of(notification);
    }
}

package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Wants to hear how far it is, and keeps what it hears. */
record Listening(List<ObjectNode> heard) implements Listener {
    @Override
    public boolean wantsProgress() {
        return true;
    }

    @Override
    public void hear(ObjectNode notification) {
        heard.add(notification);
    }
}

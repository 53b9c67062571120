package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Who hears what a server says about a request while it is under way. */
public interface Listener {
    /** Hears nothing. */
    Listener NOBODY = new Listener() {
        @Override
        public boolean wantsProgress() {
            return false;
        }

        @Override
        public Optional<ObjectNode> hear(ObjectNode notification) {
            return Optional.empty();
        }
    };

    /**
     * Whether he wants to hear how far it is. The server is given a token for that, one of this gateway's own: what a client calls it is decided
     * by nobody, and would tell the server whatever the client likes.
     */
    boolean wantsProgress();

    /**
     * Any thread.
     *
     * @param notification as the server wrote it
     * @return what the client is told of it; empty for nothing
     */
    Optional<ObjectNode> hear(ObjectNode notification);
}

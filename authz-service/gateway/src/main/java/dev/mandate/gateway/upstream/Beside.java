package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.protocol.McpMethod;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a server sends beside one answer: told where it is a notification, answered where it asks something, whose time stands still meanwhile. */
final class Beside implements Consumer<ObjectNode> {
    /** Of what it asks beside one answer; the rest is left unanswered. */
    private static final int MOST_ANSWERED = 16;

    private final Listener told;
    private final Runnable toolsChanged;
    private final @Nullable Consumer<ObjectNode> answers;
    private final boolean asks;
    private @Nullable Post of;
    private int asked;

    /**
     * Of no request yet.
     *
     * @param answers where the server takes them; null where it takes none
     * @param asks whether it asks so, as those with sessions do
     */
    Beside(Listener told, Runnable toolsChanged, @Nullable Consumer<ObjectNode> answers, boolean asks) {
        this.told = told;
        this.toolsChanged = toolsChanged;
        this.answers = answers;
        this.asks = asks;
    }

    void of(Post post) {
        of = post;
    }

    @Override
    public void accept(ObjectNode message) {
        if (message.hasNonNull("id")) {
            if (answers != null && asked++ < MOST_ANSWERED) answer(message, answers);
        } else if (message.path("method").asText("").equals(McpMethod.TOOLS_CHANGED.text())) toolsChanged.run();
        else told.hear(message);
    }

    private void answer(ObjectNode message, Consumer<ObjectNode> server) {
        var post = of;
        if (post != null) post.patience().waits();
        ServerRequests.answer(message, asks ? told : Listener.NOBODY).thenAccept(answer -> {
            if (post != null) post.patience().goesOn();
            server.accept(answer);
        });
    }
}

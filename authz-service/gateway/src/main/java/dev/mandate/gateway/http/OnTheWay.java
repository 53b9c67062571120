package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.upstream.Listener;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a client hears about its request while it is under way, as it asked for it: so many notifications of so much text, and no more. */
final class OnTheWay implements Listener {
    private static final int MOST = 1000;
    private static final long MOST_CHARACTERS = 256 * 1024;

    private final Notifications notifications;
    private final Consumer<ObjectNode> client;
    private final Questions questions;
    private int told;
    private long room = MOST_CHARACTERS;

    /**
     * Heard nothing yet.
     *
     * @param client is told each, written anew
     */
    OnTheWay(Notifications notifications, Consumer<ObjectNode> client, Questions questions) {
        this.questions = questions;
        this.notifications = notifications;
        this.client = client;
    }

    @Override
    public boolean wantsProgress() {
        return notifications.ofProgress();
    }

    @Override
    public Set<Askable> asked() {
        return questions.can();
    }

    @Override
    public CompletableFuture<JsonRpcAnswer> ask(String method, ObjectNode params) {
        return questions.put(method, params);
    }

    @Override
    public synchronized Optional<ObjectNode> hear(ObjectNode notification) {
        if (told == MOST || room < 0) return Optional.empty();
        var one = notifications.told(notification);
        if (one.isEmpty()) return one;
        room = ServerJson.left(one.get(), room);
        if (room < 0) return Optional.empty();
        told++;
        client.accept(one.get());
        return one;
    }
}

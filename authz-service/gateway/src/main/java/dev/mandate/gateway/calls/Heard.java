package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.upstream.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a client heard of a server before the answer. A model may read it as it reads that, so it is told with it; once it has been, nothing more is
 * passed.
 */
final class Heard implements Listener {
    /** The client's own. */
    private static final String TOKEN = "progressToken";

    private final Listener client;
    private final @Nullable ServerQuestions asking;
    private final List<JsonNode> said = new ArrayList<>();
    private boolean over;

    Heard(Listener client) {
        this(client, null);
    }

    /** @param asking null where nothing is asked */
    Heard(Listener client, @Nullable ServerQuestions asking) {
        this.client = client;
        this.asking = asking;
    }

    /** Of what is shown to be answered. */
    static Heard of(ObjectNode shown) {
        var heard = new Heard(NOBODY);
        shown.forEach(heard.said::add);
        return heard;
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

    @Override
    public Set<Askable> asked() {
        return asking == null ? Set.of() : asking.asked();
    }

    @Override
    public CompletableFuture<JsonRpcAnswer> ask(String method, ObjectNode params) {
        return asking == null ? NOBODY.ask(method, params) : asking.ask(method, params);
    }

    private void keep(ObjectNode passed) {
        for (var member : passed.path("params").properties())
            if (!member.getKey().equals(TOKEN)) said.add(member.getValue());
    }

    /** All of it: nothing is heard from now on. */
    synchronized List<JsonNode> whole() {
        over = true;
        if (asking != null) asking.end();
        return List.copyOf(said);
    }
}

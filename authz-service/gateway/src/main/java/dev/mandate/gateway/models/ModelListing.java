package dev.mandate.gateway.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.access.CallersTasks;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.providers.ModelConfig;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.messaging.security.Caller;
import io.vertx.core.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** The models that a caller may use, in the form that clients of both interfaces read. */
@Singleton
class ModelListing {
    private static final String MADE = "lists";
    private static final CompletableFuture<Optional<byte[]>> ENDED =
            CompletableFuture.completedFuture(Optional.empty());

    private final Function<Caller, CompletableFuture<Boolean>> over;
    private final BiPredicate<Caller, String> listed;
    private final OffLoop offLoop;
    private final Room underWay;

    @Inject
    ModelListing(CallersTasks tasks, DecidedUses uses, OffLoop offLoop, ModelConfig config) {
        this(
                caller -> tasks.over(caller, offLoop),
                uses::listed,
                offLoop,
                new Room(config.listsAtOnce(), config.listsAtOnceOfAll()));
    }

    /**
     * @param over whether a caller's task is, once it may be decided about him
     * @param listed whether a caller may use a model
     */
    ModelListing(
            Function<Caller, CompletableFuture<Boolean>> over,
            BiPredicate<Caller, String> listed,
            OffLoop offLoop,
            Room underWay) {
        this.over = over;
        this.listed = listed;
        this.offLoop = offLoop;
        this.underWay = underWay;
    }

    /** Each model is a decision, during which other connections of an event loop would wait. */
    void answer(Caller caller, List<ModelProvider> providers, ModelReply reply, Context here) {
        var who = caller.acting();
        if (!underWay.enter(MADE, who)) {
            reply.response().putHeader("Retry-After", "1");
            reply.error(429, "too_many", "So many lists are being made that there is no room for this; try again");
            return;
        }
        Room.begun(() -> over.apply(caller)
                        .thenCompose(its -> its ? ENDED : offLoop.run(() -> listed(caller, providers))))
                .whenComplete((list, failure) -> {
                    underWay.leave(MADE, who);
                    here.runOnContext(now -> {
                        if (failure != null) reply.error(500, "internal_error", "Something went wrong here");
                        else if (list.isPresent()) reply.json(200, list.get());
                        else
                            reply.ended("task_ended", "The task that this key is for has ended; begin a new one", null);
                    });
                });
    }

    private Optional<byte[]> listed(Caller caller, List<ModelProvider> providers) {
        return Optional.of(ServerJson.write(list(caller, providers)));
    }

    private ObjectNode list(Caller caller, List<ModelProvider> providers) {
        var answer = ServerJson.object().put("object", "list").put("has_more", false);
        var data = answer.putArray("data");
        for (var provider : providers)
            provider.models().keySet().stream()
                    .sorted()
                    .filter(model -> listed.test(caller, model))
                    .forEach(model -> data.add(entry(provider, model)));
        if (data.isEmpty()) answer.putNull("first_id").putNull("last_id");
        else
            answer.put("first_id", data.get(0).path("id").asText())
                    .put("last_id", data.get(data.size() - 1).path("id").asText());
        return answer;
    }

    private static ObjectNode entry(ModelProvider provider, String model) {
        return ServerJson.object()
                .put("id", model)
                .put("object", "model")
                .put("type", "model")
                .put("display_name", model)
                .put("created", 0)
                .put("created_at", "1970-01-01T00:00:00Z")
                .put("owned_by", provider.name());
    }
}

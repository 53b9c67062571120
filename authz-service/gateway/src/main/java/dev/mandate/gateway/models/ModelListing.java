package dev.mandate.gateway.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.util.List;

/** The models that a caller may use, in the form that clients of both interfaces read. */
@Singleton
class ModelListing {
    private final DecidedUses uses;

    ModelListing(DecidedUses uses) {
        this.uses = uses;
    }

    void answer(Caller caller, List<ModelProvider> providers, ModelReply reply) {
        var answer = ServerJson.object().put("object", "list").put("has_more", false);
        var data = answer.putArray("data");
        for (var provider : providers)
            provider.models().keySet().stream()
                    .sorted()
                    .filter(model -> uses.listed(caller, model))
                    .forEach(model -> data.add(entry(provider, model)));
        if (data.isEmpty()) answer.putNull("first_id").putNull("last_id");
        else
            answer.put("first_id", data.get(0).path("id").asText())
                    .put("last_id", data.get(data.size() - 1).path("id").asText());
        reply.json(200, ServerJson.write(answer));
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

package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a search found. Nothing may be done on the strength of it; each is asked about when its time comes.
 *
 * @param names ids of subjects and resources, names of actions
 * @param next where the next page begins; empty on the last
 * @param context what the answer rests on: from where the subject asked, if a token of its own was shown; empty where the service says nothing of it
 * @param failure why nothing was found out; null for an answer
 */
public record Found(
        List<String> names,
        String next,
        JsonNode context,
        @Nullable Failure failure) {
    static Found none(Failure failure) {
        return new Found(List.of(), "", MissingNode.getInstance(), failure);
    }

    static Found of(JsonNode body, String member, String requestId) {
        var results = body.path("results");
        if (!results.isArray())
            return none(new Failure(Failure.Kind.UNREADABLE, 200, "the answer holds no results", requestId));
        var names = new ArrayList<String>();
        for (var result : results) names.add(result.path(member).asText(""));
        return new Found(
                List.copyOf(names), body.path("page").path("next_token").asText(""), body.path("context"), null);
    }
}

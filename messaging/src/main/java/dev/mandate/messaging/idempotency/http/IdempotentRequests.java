package dev.mandate.messaging.idempotency.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.AnswerTable;
import dev.mandate.messaging.idempotency.KeyedRequest;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Does what {@link Idempotent} promises. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotentRequests {
    /** Characters of an answer that is kept; a longer one is read where what was made is. */
    private static final int LARGEST = 32 * 1024;

    private final CurrentVertxRequest current;
    private final SecurityIdentity identity;
    private final ObjectMapper json;
    /** So that what a replica of another version has a member more for is the same request there. */
    private final ObjectWriter said;

    private final String service;

    IdempotentRequests(
            CurrentVertxRequest current,
            SecurityIdentity identity,
            ObjectMapper json,
            @ConfigProperty(name = "mandate.service") String service) {
        this.current = current;
        this.identity = identity;
        this.json = json;
        this.said = json.copy()
                .setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        this.service = service;
    }

    /**
     * @param headers that the method gave it
     * @param tooLong for its body to be kept
     */
    record Answer(int status, Map<String, List<String>> headers, JsonNode body, boolean tooLong) {
        Answer withoutBody() {
            return new Answer(status, headers, NullNode.getInstance(), true);
        }
    }

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        var headers = current.getCurrent().request().headers().getAll(Idempotent.HEADER);
        if (headers.isEmpty()) return call.proceed();
        if (headers.size() > 1) throw invalid("send the header once");
        var request = request(headers.get(0));
        var fingerprint = request.fingerprint(asked(call));
        return Panache.withTransaction(() -> AnswerTable.hold(request)
                .invoke(held -> {
                    if (!held) throw underWay();
                })
                .chain(() -> AnswerTable.find(request))
                .chain(kept -> kept.isPresent()
                        ? Uni.createFrom().item(again(request, fingerprint, kept.get()))
                        : first(call).call(answer -> keep(request, fingerprint, call, answer))));
    }

    private KeyedRequest request(String header) {
        var by = Caller.of(identity).by();
        try {
            return KeyedRequest.of(service + " " + by.client() + " " + by.subject() + " " + by.acting(), header);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    /** Where it was sent, and all that the method is given of it; members of a map in whatever order, and without those that say nothing. */
    private byte[] asked(InvocationContext call) throws JsonProcessingException {
        var method = call.getMethod();
        var request = current.getCurrent().request();
        var asked = new ArrayList<@Nullable Object>();
        asked.add(request.method().name() + " " + request.path());
        for (int i = 0; i < method.getParameterCount(); i++)
            if (!method.getParameters()[i].isAnnotationPresent(Context.class)) asked.add(call.getParameters()[i]);
        return said.writeValueAsBytes(asked);
    }

    @SuppressWarnings("unchecked") // of a method that answers one
    private static Uni<Object> first(InvocationContext call) {
        try {
            return (Uni<Object>) call.proceed();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }

    private Uni<Void> keep(KeyedRequest request, String fingerprint, InvocationContext call, @Nullable Object answer) {
        var it = answer(call, answer);
        if (it.status() >= 300) return Uni.createFrom().voidItem();
        var text = json.valueToTree(it).toString();
        if (text.length() > LARGEST) text = json.valueToTree(it.withoutBody()).toString();
        return AnswerTable.keep(request, new AnswerTable.Kept(fingerprint, request.seal(text)));
    }

    private Answer answer(InvocationContext call, @Nullable Object answer) {
        if (answer instanceof Response response)
            return new Answer(response.getStatus(), response.getStringHeaders(), tree(response.getEntity()), false);
        var status = call.getMethod().getAnnotation(ResponseStatus.class);
        var otherwise = answer == null ? 204 : 200;
        return new Answer(status == null ? otherwise : status.value(), Map.of(), tree(answer), false);
    }

    private JsonNode tree(@Nullable Object entity) {
        return entity == null ? NullNode.getInstance() : json.valueToTree(entity);
    }

    private Response again(KeyedRequest request, String fingerprint, AnswerTable.Kept kept) {
        if (!kept.request().equals(fingerprint))
            throw new ProblemException(
                    422, "key-reused", "Use another Idempotency-Key; this one had another request", Idempotent.HEADER);
        try {
            var answer = json.readValue(request.open(kept.answer()), Answer.class);
            if (answer.tooLong()) throw tooLong();
            var response = Response.status(answer.status());
            answer.headers().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
            response.header(HttpHeaders.CACHE_CONTROL, "no-store");
            if (!answer.body().isNull()) response.type("application/json").entity(answer.body());
            return response.build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemException underWay() {
        return new ProblemException(
                        409,
                        "under-way",
                        "Ask again in a moment; the first request with this Idempotency-Key is still under way",
                        Idempotent.HEADER)
                .retryAfter(1);
    }

    private static ProblemException tooLong() {
        return new ProblemException(
                409,
                "done-before",
                "Read what is there; this was done by the first request with this Idempotency-Key, and its answer was too"
                        + " long to be kept",
                Idempotent.HEADER);
    }

    private static ProblemException invalid(@Nullable String why) {
        return new ProblemException(400, "invalid-field", "Correct " + Idempotent.HEADER, Idempotent.HEADER, why);
    }
}

package dev.mandate.messaging.http;

import dev.mandate.messaging.names.NearName;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A parameter of the query that the endpoint hasn't, one that is there twice, or one that isn't what the endpoint reads: by itself the
 * framework answers that nothing is at the path, and takes any text for false. Whoever sent it takes the answer for what it names, such as
 * a list for narrowed that is whole, so that it is refused with the one that may be meant. Where a standard leaves room, the resource says so
 * itself ({@link OpenQuery}). Who may not call at all has been told so before.
 */
public final class UnknownParameter {
    private static final String TITLE = "Correct or leave out this parameter of the query";

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void check(ResourceInfo resource, UriInfo uri) {
        if (resource.getResourceClass().isAnnotationPresent(OpenQuery.class)) return;
        var query = uri.getQueryParameters();
        if (query.isEmpty()) return;
        var there = known.computeIfAbsent(resource.getResourceMethod(), UnknownParameter::read);
        query.forEach((name, values) -> {
            var type = there.get(name);
            if (type == null)
                throw new ProblemException(
                        400,
                        "unknown-parameter",
                        TITLE,
                        NearName.shown(name),
                        NearName.said("parameter", name, there.keySet()));
            if (values.size() > 1) throw QueryParameters.refused(name, "it is there more than once");
            QueryParameters.requireFit(name, values.get(0), type);
        });
    }

    /** As the endpoint declares them with their types, in the order of the alphabet. */
    static Map<String, Class<?>> read(Method endpoint) {
        var there = new TreeMap<String, Class<?>>();
        for (var parameter : endpoint.getParameters())
            name(parameter).ifPresent(it -> there.put(it, parameter.getType()));
        return there;
    }

    private static Optional<String> name(Parameter parameter) {
        var standard =
                Optional.ofNullable(parameter.getAnnotation(QueryParam.class)).map(QueryParam::value);
        var own = Optional.ofNullable(parameter.getAnnotation(RestQuery.class))
                .map(it -> it.value().isEmpty() ? parameter.getName() : it.value());
        return Stream.of(standard, own).flatMap(Optional::stream).findFirst();
    }
}

package dev.mandate.messaging.http;

import dev.mandate.messaging.names.NearName;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A parameter of the query that the endpoint hasn't, or one that is there twice. Whoever sent it takes the answer for what it names, such as
 * a list for narrowed that is whole, so that it is refused with the one that may be meant. Where a standard leaves room, the resource says so
 * itself ({@link OpenQuery}). Who may not call at all has been told so before.
 */
public final class UnknownParameter {
    private static final String TITLE = "Correct or leave out this parameter of the query";

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void check(ResourceInfo resource, UriInfo uri) {
        if (resource.getResourceClass().isAnnotationPresent(OpenQuery.class)) return;
        var query = uri.getQueryParameters();
        if (query.isEmpty()) return;
        var there = known.computeIfAbsent(resource.getResourceMethod(), UnknownParameter::read);
        query.forEach((name, values) -> {
            if (!there.contains(name))
                throw new ProblemException(
                        400, "unknown-parameter", TITLE, NearName.shown(name), NearName.said("parameter", name, there));
            if (values.size() > 1)
                throw new ProblemException(
                        400, "invalid-parameter", "Correct the parameter " + name, name, "it is there more than once");
        });
    }

    /** As the endpoint declares them, in the order of the alphabet. */
    static Set<String> read(Method endpoint) {
        return Arrays.stream(endpoint.getParameters())
                .flatMap(it -> name(it).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> name(Parameter parameter) {
        var standard =
                Optional.ofNullable(parameter.getAnnotation(QueryParam.class)).map(QueryParam::value);
        var own = Optional.ofNullable(parameter.getAnnotation(RestQuery.class))
                .map(it -> it.value().isEmpty() ? parameter.getName() : it.value());
        return Stream.of(standard, own).flatMap(Optional::stream).findFirst();
    }
}

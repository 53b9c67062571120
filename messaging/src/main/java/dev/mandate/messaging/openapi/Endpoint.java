package dev.mandate.messaging.openapi;

import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.http.RefusalBody;
import dev.mandate.messaging.idempotency.http.Idempotent;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What one method takes and answers, as its signature and its annotations say. */
record Endpoint(Method method) {
    static boolean isOne(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    /** Null where it takes none, or one that no type describes. */
    @Nullable
    Type bodyType() {
        for (var parameter : method.getParameters()) {
            var documented = parameter.getAnnotation(RequestBody.class);
            if (documented != null) return implementation(documented.content());
            if (isBody(parameter)) return parameter.getParameterizedType();
        }
        return null;
    }

    /** Null where nothing says more than the status. */
    @Nullable
    Type answerType(String code) {
        var declared = declared(code);
        if (declared != null) return declared;
        if (code.compareTo("400") >= 0 && responses(code).findAny().isPresent()) return refusalBody();
        var whole = method.getAnnotation(APIResponseSchema.class);
        if (whole != null && (whole.responseCode().isEmpty() ? "200" : whole.responseCode()).equals(code))
            return whole.value();
        return code.startsWith("2") ? returned() : null;
    }

    /** Of the refusals that it names itself; null where that is a problem, as those of every service are. */
    @Nullable
    Type refusalBody() {
        var said = method.getDeclaringClass().getAnnotation(RefusalBody.class);
        return said == null ? null : said.value();
    }

    /** Whether a parameter that it hasn't is ignored. */
    boolean hasOpenQuery() {
        return method.getDeclaringClass().isAnnotationPresent(OpenQuery.class);
    }

    /** Whether it takes a key by which a repetition is known. */
    boolean isIdempotent() {
        return method.isAnnotationPresent(Idempotent.class);
    }

    String successCode() {
        var status = method.getAnnotation(ResponseStatus.class);
        if (status != null) return Integer.toString(status.value());
        return method.getReturnType() == void.class ? "204" : "200";
    }

    private @Nullable Type declared(String code) {
        return responses(code)
                .map(response -> implementation(response.content()))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Stream<APIResponse> responses(String code) {
        return Stream.of(
                        method.getAnnotationsByType(APIResponse.class),
                        method.getDeclaringClass().getAnnotationsByType(APIResponse.class))
                .flatMap(Arrays::stream)
                .filter(response -> response.responseCode().equals(code));
    }

    private static @Nullable Type implementation(Content[] contents) {
        for (var content : contents)
            if (content.schema().implementation() != Void.class)
                return content.schema().implementation();
        return null;
    }

    private @Nullable Type returned() {
        var type = method.getGenericReturnType();
        if (type instanceof ParameterizedType generic && isLater((Class<?>) generic.getRawType()))
            type = generic.getActualTypeArguments()[0];
        return type == void.class || type == Void.class || type == Response.class || type == byte[].class ? null : type;
    }

    private static boolean isLater(Class<?> type) {
        return type.getName().equals("io.smallrye.mutiny.Uni")
                || java.util.concurrent.CompletionStage.class.isAssignableFrom(type);
    }

    /** A record, a tree or a map; what is in the path or the query is text or a number. */
    private static boolean isBody(Parameter parameter) {
        var type = parameter.getType();
        return !type.isPrimitive()
                && !type.isArray()
                && !type.getName().startsWith("java.lang.")
                && Arrays.stream(parameter.getAnnotations())
                        .map(Annotation::annotationType)
                        .noneMatch(Endpoint::binds);
    }

    private static boolean binds(Class<?> annotation) {
        return annotation.getName().startsWith("jakarta.ws.rs.")
                || annotation.getName().startsWith("org.jboss.resteasy.reactive.Rest");
    }
}

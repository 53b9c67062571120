package dev.mandate.messaging.openapi;

import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** The methods behind the operations of a document, found by an operation's id: {@code <class>_<method>}. */
final class Endpoints {
    private static final DotName PATH = DotName.createSimple(Path.class);

    private final Map<String, Class<?>> resources = new HashMap<>();

    Endpoints(IndexView index, ClassLoader classes) {
        for (var annotation : index.getAnnotations(PATH)) {
            if (annotation.target().kind() != org.jboss.jandex.AnnotationTarget.Kind.CLASS) continue;
            var resource = annotation.target().asClass();
            var same = resources.put(resource.simpleName(), load(resource.name().toString(), classes));
            if (same != null && !same.getName().equals(resource.name().toString()))
                throw new IllegalStateException("two resources are called " + resource.simpleName());
        }
    }

    @Nullable
    Endpoint find(@Nullable String operationId) {
        var names = operationId == null ? new String[0] : operationId.split("_", 2);
        var resource = names.length < 2 ? null : resources.get(names[0]);
        if (resource == null) return null;
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> method.getName().equals(names[1]) && !method.isSynthetic())
                .filter(Endpoint::isOne)
                .findFirst()
                .map(Endpoint::new)
                .orElse(null);
    }

    private static Class<?> load(String name, ClassLoader classes) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a resource that was scanned is not there: " + name, e);
        }
    }
}

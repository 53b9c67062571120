package dev.mandate.messaging.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.victools.jsonschema.generator.FieldScope;
import org.jspecify.annotations.Nullable;

/** Whether a member may be null, or missing. */
final class Absence {
    private Absence() {}

    static boolean mayBeNull(FieldScope field) {
        return isNullable(field) && inclusion(field) == JsonInclude.Include.ALWAYS;
    }

    static boolean isAlwaysThere(FieldScope field) {
        if (field.getRawMember().getType().isPrimitive()) return true;
        return !isNullable(field) && inclusion(field) != JsonInclude.Include.NON_EMPTY;
    }

    private static boolean isNullable(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static JsonInclude.Include inclusion(FieldScope field) {
        var own = field.getRawMember().getAnnotation(JsonInclude.class);
        var whole = own == null ? field.getRawMember().getDeclaringClass().getAnnotation(JsonInclude.class) : own;
        return whole == null ? JsonInclude.Include.ALWAYS : whole.value();
    }
}

package dev.mandate.authz.engine.cedar.publish;

import org.jspecify.annotations.Nullable;

/** What annotations must be like that mean something to whoever reads them: to Cedar they are any names and texts. */
@FunctionalInterface
public interface AnnotationRule {
    AnnotationRule ANY = (name, value) -> null;

    /**
     * Looks at one annotation.
     *
     * @return why it is refused, or null
     */
    @Nullable
    String refusal(String name, String value);
}

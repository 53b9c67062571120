package dev.mandate.messaging.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * At a resource of which a standard says what the query holds, or leaves it to others: a parameter that isn't known is ignored, as it is
 * nowhere else ({@link UnknownParameter}). {@code OpenBodiesTest} in deploy/cli lists those that may.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OpenQuery {}
